// The main job across a change of clocks, in a browser that runs no script: a volunteer in New York publishes hours; a candidate in
// Kolkata books her in the week in which American clocks change, moves across the change, and cancels. What every page and mail
// says of the time is looked at; how the pages are made, every_way.test.mjs sees.
import assert from "node:assert/strict";
import { after, before, test as one_test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { faults, start_browser, visitor } from "./browser.mjs";
import { Candidate } from "./candidate_flow.mjs";
import { Hand } from "./hand.mjs";
import { link_in, Mailbox } from "./mailbox.mjs";
import { day_text, heading_text, make_programme, next_spring_forward, volunteer } from "./programme.mjs";
import { Volunteer } from "./volunteer_flow.mjs";

const day = 86_400_000, hour = 3_600_000, india = 330;
const change = next_spring_forward();
// Friday and Monday 18:00 in New York, before and after that Sunday: 04:30 and 03:30 of the next day in Kolkata.
const friday = new Date(change.getTime() - 2 * day + 16 * hour);
const monday = new Date(change.getTime() + 1 * day + 15 * hour);
const before_it = {
  kolkata: `${day_text(friday, india)}, 04:30–05:30 (UTC+05:30, Asia/Kolkata)`,
  new_york: `${day_text(friday, -300)}, 18:00–19:00 (UTC−05:00, America/New_York)`,
};
const after_it = {
  kolkata: `${day_text(monday, india)}, 03:30–04:30 (UTC+05:30, Asia/Kolkata)`,
  new_york: `${day_text(monday, -240)}, 18:00–19:00 (UTC−04:00, America/New_York)`,
};

let server, browser, mailbox, programme, nora, asha;

async function person(Kind, name, address) {
  const seen = await visitor(browser);
  const way = { locale: "en", javascript: false, keyboard: false };
  const one = new Kind({ server, mailbox, seen, way, name, look: async () => {}, hand: new Hand(seen.page) });
  one.address = address;
  return one;
}

before(async () => {
  server = await start_server({ seeded: false });
  programme = await make_programme(server);
  browser = await start_browser();
  mailbox = new Mailbox(server.mails);
  nora = await person(Volunteer, volunteer.name, volunteer.email);
  asha = await person(Candidate, "Adaeze Obi", "adaeze@example.org");
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

const main_text = async ({ page }) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

async function demand_times({ page }, { kolkata, new_york }) {
  const text = await main_text({ page });
  for (const time of [kolkata, new_york]) assert.ok(text.includes(time), `${time} stands in: ${text}`);
}

function demand_times_in(mail, { kolkata, new_york }) {
  const text = mail.plain.replace(/\s+/g, " ");
  for (const time of [kolkata, new_york]) assert.ok(text.includes(time), `${time} stands in: ${text}`);
}

async function fill_window(row, days, from, to) {
  for (const each of days) await nora.page.locator(`[name="weekly-${row}-days"][value=${each}]`).check();
  await nora.page.locator(`[name="weekly-${row}-from"]`).fill(from);
  await nora.page.locator(`[name="weekly-${row}-to"]`).fill(to);
}

const press_do = (what) => nora.page.locator(`button[name=do][value="${what}"]:not(.unseen)`).first().click();

test("a volunteer adds windows, looks at what they give, and publishes them", async () => {
  await nora.sign_in();
  const { page } = nora;
  await page.goto(nora.here("/volunteer/availability"));
  assert.equal(await page.locator("[name=zone]").inputValue(), "New York, United States");
  await fill_window(0, ["mon", "wed"], "18:00", "20:00");
  await press_do("add weekly");
  assert.ok(await page.locator('[name="weekly-0-days"][value=wed]').isChecked(), "what was typed stays");
  await fill_window(1, ["fri"], "18:00", "20:00");
  await page.locator("main details").evaluateAll((all) => all.forEach((each) => (each.open = true)));
  await page.locator("[name=horizon_days]").fill("400");
  await page.locator("[name=preview_zone]").fill("Bengaluru");
  await press_do("preview");
  assert.match(await main_text(nora), /UTC−0[45]:00, America\/New_York.*?UTC\+05:30, Asia\/Kolkata.*?1[89]:00–.*?0[345]:30–/);
  await press_do("publish");
  assert.equal(await page.locator(".errors").count(), 0);
  assert.ok(await page.getByRole("status").count());
});

// The times of an instant's day in Kolkata, as the page shows them.
async function times_of({ page }, instant) {
  const shown = page.locator("fieldset.day", { hasText: heading_text(instant, india) });
  const times = [];
  for (const each of await shown.all()) {
    assert.match(await each.locator("legend").textContent(), /UTC\+05:30/);
    times.push(...(await each.locator("label.slot").allTextContents()).map((text) => text.trim()));
  }
  return times.sort();
}

const slot = (instant) => `[name=start][value="${instant.toISOString().replace(".000", "")}"]`;

async function choose(one, instant, send) {
  await one.page.locator("details.night").evaluateAll((all) => all.forEach((each) => (each.open = true)));
  await one.page.locator(slot(instant)).check();
  await send.click();
}

const week_before = (instant) => new Date(instant.getTime() - 2 * day).toISOString().slice(0, 10);

test("a candidate finds the week in which American clocks change, and books before it", async () => {
  const { page } = asha;
  await page.goto(asha.here(`/book/coding-60?zone=Asia/Kolkata&from=${week_before(friday)}`));
  assert.match(await main_text(asha), /In Kolkata it is now \d\d:\d\d\..*UTC\+05:30, Asia\/Kolkata/);
  assert.deepEqual(await times_of(asha, friday), ["04:30", "05:30"]);
  assert.deepEqual(await times_of(asha, monday), ["03:30", "04:30"]);
  await choose(asha, friday, page.locator("main form:has([name=start]) button[type=submit]"));
  await page.waitForURL(/start=/);
  assert.ok((await main_text(asha)).includes(before_it.kolkata));
  await asha.fill_form();
  await asha.sends("/book/").click();
  await page.waitForURL(/\/b\//);
  await demand_times(asha, before_it);
  const mail = await mailbox.next(asha.address, /04:30/);
  demand_times_in(mail, before_it);
  assert.match(mail.calendar, /METHOD:REQUEST/);
  await page.goto(link_in(mail, "/b/"));
  await demand_times(asha, before_it);
});

test("she moves it across the change of clocks", async () => {
  const { page } = asha;
  await asha.main('a[href*="/move"]').first().click();
  const here = new URL(page.url());
  here.searchParams.set("from", week_before(friday));
  await page.goto(here.href);
  assert.deepEqual(await times_of(asha, monday), ["03:30", "04:30"]);
  await choose(asha, monday, asha.sends("/move"));
  await page.waitForURL(/\/b\/[^/]+$/);
  await demand_times(asha, after_it);
  const mail = await mailbox.next(asha.address, /03:30/);
  demand_times_in(mail, after_it);
  assert.match(mail.calendar, /SEQUENCE:[1-9]/);
});

test("the volunteer sees it, with both times", async () => {
  await nora.page.goto(nora.here("/volunteer/interviews"));
  await nora.main('a[href*="/volunteer/interviews/"]').first().click();
  await demand_times(nora, after_it);
});

test("the candidate cancels, and both are told", async () => {
  await asha.cancel();
  for (const address of [asha.address, volunteer.email])
    assert.match((await mailbox.next(address, /cancel+ed/i)).calendar, /METHOD:CANCEL/);
  assert.deepEqual(faults([...nora.seen.complaints, ...asha.seen.complaints]), []);
});
