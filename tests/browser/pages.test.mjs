// The main job in a browser that runs no script: a volunteer in New York publishes availability; a candidate in Kolkata books
// her, with the keyboard alone, in the week in which American clocks change, moves across the change, and cancels.
import assert from "node:assert/strict";
import { after, before, test as one_test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { faults, start_browser, start_inspector, visitor } from "./browser.mjs";
import { link_in, Mailbox } from "./mailbox.mjs";
import { times_without_offset } from "./offsets.mjs";
import { day_text, make_programme, next_spring_forward, volunteer } from "./programme.mjs";

const day = 86_400_000, hour = 3_600_000, india = 330;
const change = next_spring_forward();
// Friday and Monday 18:00 in New York, before and after that Sunday: 04:30 and 03:30 of the next day in Kolkata.
const friday = new Date(change.getTime() - 2 * day + 16 * hour);
const monday = new Date(change.getTime() + 1 * day + 15 * hour);
const candidate = { name: "Adaeze Obi", email: "adaeze@example.org" };

let server, browser, inspector, mailbox, programme, nora, asha;

before(async () => {
  server = await start_server({ seeded: false });
  programme = await make_programme(server);
  browser = await start_browser();
  inspector = await start_inspector(browser);
  mailbox = new Mailbox(server.mails);
  nora = await visitor(browser);
  asha = await visitor(browser);
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

// Each goes on where the last one ended: after a failure the rest could only wait for pages that never come.
let broken = false;
function test(name, steps) {
  one_test(name, async (t) => {
    if (broken) return t.skip("an earlier one failed");
    broken = true;
    await steps();
    broken = false;
  });
}

// What holds of every page: its title and its one heading, no time without its offset, no complaint, and what the inspector finds.
async function check(page, title, heading) {
  assert.match(await page.title(), title);
  const headings = await page.locator("h1").allInnerTexts();
  assert.equal(headings.length, 1);
  assert.match(headings[0], heading);
  assert.deepEqual(await times_without_offset(page), []);
  await inspector.inspect(page);
}

async function times_of(page, instant) {
  const column = page.locator("fieldset.day", { hasText: day_text(instant, india) });
  assert.match(await column.locator("legend").innerText(), /UTC\+05:30/);
  return (await column.locator("label.slot").allInnerTexts()).map((text) => text.trim());
}

const slot = (page, instant) => page.locator(`label.slot input[value="${instant.toISOString().replace(".000", "")}"]`);

async function week_of(page, instant) {
  const first = new Date(instant.getTime() - 2 * day).toISOString().slice(0, 10);
  const here = new URL(page.url());
  here.searchParams.set("from", first);
  await page.goto(here.href);
}

test("the inspector finds what is wrong", async () => {
  const around = (body) => `<html lang="en"><title>t</title><main><h1>t</h1>${body}</main></html>`;
  const made_up = (body) => ({ url: () => server.url, title: () => "made up", content: () => around(body) });
  await inspector.inspect(made_up("<p>fine</p>"));
  await assert.rejects(inspector.inspect(made_up("<div style='width:400px'>wide</div>")), /wider than 320 px/);
  await assert.rejects(inspector.inspect(made_up("<input type=text>")), /axe.*label/s);
  await assert.rejects(inspector.inspect(made_up("<p style='color:#bbb;background:#fff'>pale</p>")), /color-contrast/);
});

test("a volunteer signs in by the button behind the mailed link", async () => {
  const { page } = nora;
  await page.goto(server.url + "/volunteer/availability");
  await check(page, /Sign in/, /Sign in/);
  await page.getByLabel("Your e-mail address").fill(volunteer.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await check(page, /Look into your mail/, /Look into your mail/);
  await page.goto(link_in(await mailbox.next(volunteer.email, /\/sign-in\//), "/sign-in/"));
  await check(page, /Sign in/, /Sign in/);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await check(page, /When you can be booked/, /When you can be booked/);
});

test("she adds windows, looks at what they give, and publishes them", async () => {
  const { page } = nora;
  await page.getByRole("link", { name: "Availability", exact: true }).click();
  await check(page, /When you can be booked/, /When you can be booked/);
  assert.equal(await page.getByLabel("Your time zone").inputValue(), volunteer.zone);
  const first = await fill_window(page, "Window 1", ["Monday", "Wednesday"], "18:00", "20:00");
  await page.getByRole("button", { name: "Add a window" }).click();
  assert.ok(await first.getByLabel("Wednesday").isChecked(), "what was typed stays");
  await fill_window(page, "Window 2", ["Friday"], "18:00", "18:00");
  await page.locator("summary", { hasText: "Limits" }).click();
  await page.getByLabel("Days ahead").fill("400");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await check(page, /^Error: When you can be booked/, /When you can be booked/);
  assert.match(await page.getByRole("alert").innerText(), /Window 2/);

  await fill_window(page, "Window 2", ["Friday"], "18:00", "20:00");
  await page.getByLabel("A candidate in").selectOption({ label: "Bengaluru" });
  await page.getByRole("button", { name: /^Preview, / }).click();
  await check(page, /When you can be booked/, /When you can be booked/);
  const row = page.locator("details[open] tbody tr").first();
  assert.match(await row.innerText(), /1[89]:00–[^]*UTC−0[45]:00, America\/New_York[^]*0[345]:30–[^]*UTC\+05:30, Asia\/Kolkata/);

  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await check(page, /When you can be booked/, /When you can be booked/);
  assert.match(await page.getByRole("status").first().innerText(), /Published/);
});

async function fill_window(page, legend, days, from, to) {
  const row = page.getByRole("group", { name: legend, exact: true });
  for (const each of days) await row.getByLabel(each).check();
  await row.getByRole("textbox", { name: /^From/ }).fill(from);
  await row.getByRole("textbox", { name: /^To/ }).fill(to);
  return row;
}

test("a candidate says where she is and finds the week in which American clocks change", async () => {
  const { page } = asha;
  await page.goto(server.url + "/");
  await check(page, /./, /./);
  await page.getByRole("link", { name: "Book a practice interview" }).click();
  await check(page, /Rehearse$/, /practise/);
  await page.getByRole("link", { name: "Coding interview" }).click();
  await check(page, /Where are you\?/, /Coding interview/);

  await page.getByLabel("Or choose a city from the list").selectOption({ label: "Bengaluru" });
  await page.getByRole("button", { name: "Show free times" }).click();
  await check(page, /Choose a time/, /Coding interview/);
  assert.match(await page.locator(".now").innerText(), /In Kolkata it is now \d\d:\d\d\. .*UTC\+05:30, Asia\/Kolkata/);

  const week = page.locator("nav.weeks strong");
  const first = await week.innerText();
  await page.getByRole("link", { name: "Later" }).click();
  assert.notEqual(await week.innerText(), first);
  await week_of(page, friday);
  assert.deepEqual(await times_of(page, friday), ["04:30", "05:30"]);
  assert.deepEqual(await times_of(page, monday), ["03:30", "04:30"]);
  await check(page, /Choose a time/, /Coding interview/);
});

test("the keyboard alone chooses a slot and goes on", async () => {
  const { page } = asha;
  const reached = async (target) => {
    for (let presses = 0; presses < 200; ++presses) {
      if (await target.evaluate((e) => e === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("the Tab key does not reach it");
  };
  await page.keyboard.press("Tab");
  assert.match(await page.locator(":focus").innerText(), /Skip to the content/);
  const days = page.locator("fieldset.day input[type=radio]");
  await reached(days.first());
  await page.keyboard.press("Space");
  for (let presses = 0; presses < 20 && !(await slot(page, friday).isChecked()); ++presses) await page.keyboard.press("ArrowDown");
  assert.ok(await slot(page, friday).isChecked(), "the arrow keys reach the slot");
  await reached(page.getByRole("button", { name: "Go on with this time" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/start=/);
  await check(page, /Your details/, /Coding interview/);
  assert.match(await page.locator("main").innerText(), new RegExp(`${day_text(friday, india)}, 04:30–05:30 \\(UTC\\+05:30, Asia/Kolkata\\)`));
});

test("a form sent empty comes back with its mistakes on top and everything typed", async () => {
  const { page } = asha;
  await page.getByLabel("What would you like to practise?").fill("Graphs & <trees>");
  await page.getByText("Add what you need").click();
  await page.getByLabel("I would like captions").check();
  await page.locator("main form").evaluate((form) => (form.noValidate = true));
  await page.getByRole("button", { name: "Book this interview" }).click();
  await check(page, /^Error: Your details/, /Coding interview/);
  const links = page.getByRole("alert").getByRole("link");
  const targets = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.deepEqual(targets, ["#name", "#email", "#answer_level"]);
  for (const target of targets) assert.equal(await page.locator(target).count(), 1, target);
  assert.equal(await page.getByLabel("What would you like to practise?").inputValue(), "Graphs & <trees>");
  assert.ok(await page.getByLabel("I would like captions").isChecked());
  await links.first().click();
  assert.ok(await page.getByLabel("Your name").evaluate((e) => e.matches(":target")));
});

test("the candidate books, and the mail tells both times", async () => {
  const { page } = asha;
  await page.getByLabel("Your name").fill(candidate.name);
  await page.getByLabel("Your email address").fill(candidate.email);
  await page.getByLabel("Senior").check();
  await page.getByRole("button", { name: "Book this interview" }).click();
  await check(page, /Your interview is booked/, /Your interview is booked/);
  const text = await page.locator("main").innerText();
  assert.match(text, new RegExp(`${day_text(friday, india)}, 04:30–05:30 \\(UTC\\+05:30, Asia/Kolkata\\)`));
  assert.match(text, new RegExp(`${day_text(friday, -300)}, 18:00–19:00 \\(UTC−05:00, America/New_York\\)`));
  assert.deepEqual(faults(asha.complaints), []);

  const mail = await mailbox.next(candidate.email, /04:30/);
  for (const part of [day_text(friday, india), "04:30", "UTC+05:30", "Asia/Kolkata", "18:00", "UTC−05:00", "America/New_York"])
    assert.ok(mail.plain.includes(part), `${part} stands in: ${mail.plain}`);
  assert.match(mail.calendar, /METHOD:REQUEST/);
  await page.goto(link_in(mail, "/b/"));
  assert.match(await page.locator("h1").innerText(), /Your interview is booked/);
});

test("she corrects what she told", async () => {
  const { page } = asha;
  await page.getByRole("link", { name: "Correct this" }).click();
  await check(page, /\S/, /\S/);
  await page.getByLabel("Programming language").fill("Go");
  await page.getByRole("button", { name: "Save" }).click();
  await check(page, /Your interview is booked/, /booked/);
  assert.match(await page.getByRole("status").innerText(), /Your changes are saved/);
});

test("she moves it across the change of clocks", async () => {
  const { page } = asha;
  await page.getByRole("link", { name: "Move to another time" }).click();
  await check(page, /Move this interview/, /Move this interview/);
  await week_of(page, friday);
  assert.deepEqual(await times_of(page, monday), ["03:30", "04:30"]);
  await slot(page, monday).check();
  await page.getByRole("button", { name: "Move to this time" }).click();
  await check(page, /Your interview is booked/, /Your interview is booked/);
  const text = await page.locator("main").innerText();
  assert.match(text, new RegExp(`${day_text(monday, india)}, 03:30–04:30 \\(UTC\\+05:30, Asia/Kolkata\\)`));
  assert.match(text, new RegExp(`${day_text(monday, -240)}, 18:00–19:00 \\(UTC−04:00, America/New_York\\)`));
  const mail = await mailbox.next(candidate.email, /03:30/);
  assert.match(mail.calendar, /SEQUENCE:[1-9]/);
});

test("the volunteer sees it, with both times", async () => {
  const { page } = nora;
  await page.getByRole("link", { name: "Interviews", exact: true }).click();
  await check(page, /Interviews/, /Interviews/);
  await page.getByRole("link", { name: /Adaeze Obi/ }).click();
  await check(page, /Adaeze Obi/, /Adaeze Obi/);
  const text = await page.locator("main").innerText();
  assert.match(text, new RegExp(`${day_text(monday, -240)}, 18:00–19:00 \\(UTC−04:00, America/New_York\\)`));
  assert.match(text, new RegExp(`${day_text(monday, india)}, 03:30–04:30 \\(UTC\\+05:30, Asia/Kolkata\\)`));
});

test("the candidate cancels, and both are told", async () => {
  const { page } = asha;
  await page.getByRole("link", { name: "Cancel", exact: true }).click();
  await check(page, /Cancel this interview\?/, /Cancel this interview\?/);
  await page.getByRole("button", { name: "Cancel the interview" }).click();
  await check(page, /cancelled/, /cancelled/);
  for (const address of [candidate.email, volunteer.email])
    assert.match((await mailbox.next(address, /cancel+ed/i)).calendar, /METHOD:CANCEL/);
});

test("the pages beside", async () => {
  const { page } = asha;
  for (const path of ["/find", "/privacy", "/sign-in", `/v/${programme.volunteer_id}`, "/book", "/problems"]) {
    await page.goto(server.url + path);
    await check(page, /\S/, /\S/);
  }
  await page.goto(server.url + "/docs/plain");
  await inspector.measure(page);
  await page.goto(server.url + "/find");
  await page.getByLabel("email").fill(candidate.email);
  await page.getByRole("button", { name: "Send my links" }).click();
  await check(page, /\S/, /\S/);
});

test("the browser had nothing to complain of", () => {
  assert.deepEqual(faults([...nora.complaints, ...asha.complaints]), []);
});
