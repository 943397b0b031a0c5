// Slow lines and quick fingers, with and without JavaScript: a line that breaks in the middle of the form loses nothing of what was
// typed, an answer that is lost or a button that is pressed twice books nothing twice, and Back, Forward and a reload lead to
// pages that still hold.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { start_server } from "../openapi/server.mjs";
import { error_page, once_attached, start_browser, visitor } from "./browser.mjs";
import { CutLine } from "./cut_line.mjs";
import { locales } from "./factors.mjs";
import { link_in, Mailbox } from "./mailbox.mjs";
import { all_day, send } from "./programme.mjs";

let server, browser, mailbox, line, token, zola;
let number = 0;

before(async () => {
  server = await start_server({ more: ["demo.inbox=true"] });
  browser = await start_browser();
  mailbox = new Mailbox(server.mails);
  line = await CutLine.to(server.url);
  token = server.token("organizer", "organizer@example.org");
  zola = (await send(server, token, "POST", "/api/v1/volunteers", { name: "Zola", email: "zola@example.org", zone: "Africa/Lagos" })).id;
  await send(server, token, "PUT", `/api/v1/volunteers/${zola}/availability`, all_day, { "If-Match": "*" });
});
after(async () => {
  await browser?.close();
  await line?.stop();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

const goal = "Graphs. Last time I ran out of time & hope.";
const submit = (page) => page.locator('main form[action*="/book/"] button[type=submit]:not(.unseen, [name])');

// Somebody at the form of a free time, who has filled it in; each in the next language.
async function at_the_form(javascript) {
  line.set("open");
  const locale = locales[number % locales.length];
  const name = `Asha${++number}`, address = `asha${number}@example.org`;
  const seen = await visitor(browser, { javaScriptEnabled: javascript, timezoneId: "Asia/Kolkata" });
  const { page } = seen;
  await page.goto(`${line.url}/book/coding-60?zone=Asia/Kolkata&volunteer=${zola}&lang=${locale}`);
  await page.locator("label.slot:visible").nth(number * 3).click();
  await page.locator("main form:has([name=start]) button[type=submit]").click();
  await page.waitForURL(/start=/);
  await page.locator("main [name=name]").fill(name);
  await page.locator("main [name=email]").fill(address);
  await page.locator("main [name=goal]").fill(goal);
  for (const group of await page.locator("main fieldset:has(input[type=radio]):visible").all())
    if (!(await group.locator("input:checked").count())) await group.locator("input").first().check();
  return { ...seen, name, address };
}

async function bookings_of(address) {
  const { items } = await send(server, token, "GET", "/api/v1/bookings?limit=200");
  return items.filter((each) => each.candidate.email === address);
}

async function demand_one_booking({ page, address }) {
  const is_booked = () => /\/b\/[\w.-]{20}/.test(page.url());
  // Looked at again and again: waitForURL gives up when a second tap takes the place of the first one's navigation.
  for (const end = Date.now() + 30_000; !is_booked() && Date.now() < end;) await pause(20);
  if (!is_booked()) assert.fail(`no booking, but: ${page.url()} ${await page.locator("main").innerText()}`);
  await page.waitForLoadState();
  assert.equal((await bookings_of(address)).length, 1);
}

async function demand_what_was_typed({ page, name, address }) {
  await page.locator("main [name=goal]").waitFor({ timeout: 20_000 }).catch(async () => assert.fail(`no form, but: ${page.url()} ${await page.content()}`));
  assert.deepEqual(await page.locator("main [name=name], main [name=email], main [name=goal]").evaluateAll((all) => all.map((e) => e.value)),
    [name, address, goal]);
}

// Who goes back once it is booked sees the form again, from the browser's memory, and gets to the same booking with it; or the page
// of free times says that this one is taken, perhaps by herself, and that its link is in her mail.
async function back_to_what_is_booked({ page, name, address }) {
  await page.goBack();
  const told = page.locator("main .notice.warn[role=status]");
  await told.or(page.locator("main [name=goal]")).first().waitFor();
  if (await told.count()) return page.goto(link_in(await mailbox.next(address, /\/b\//), "/b/"));
  await page.locator("main [name=name]").fill(name);
  await page.locator("main [name=email]").fill(address);
  await page.locator("main [name=goal]").fill(goal);
  await submit(page).click();
}

async function press_in_vain({ page }) {
  const failed = page.waitForEvent("requestfailed", (request) => request.isNavigationRequest());
  await submit(page).click({ noWaitAfter: true });
  await failed;
  await error_page(page);
}

const reload = ({ page }) => once_attached(page, () => page.reload());

for (const javascript of [false, true]) {
  const how = javascript ? "with JavaScript" : "without JavaScript";

  test(`a line that breaks when the button is pressed loses nothing, ${how}`, async () => {
    const she = await at_the_form(javascript);
    await she.context.setOffline(true);
    await press_in_vain(she);
    await she.context.setOffline(false);
    assert.equal((await bookings_of(she.address)).length, 0);
    await she.page.goBack();
    await demand_what_was_typed(she);
    await submit(she.page).click();
    await demand_one_booking(she);
  });

  test(`the same, when she reloads instead of going back, ${how}`, async () => {
    const she = await at_the_form(javascript);
    line.set("cut");
    await press_in_vain(she);
    line.set("open");
    await reload(she);
    await demand_one_booking(she);
  });

  test(`an answer that is lost books nothing twice, ${how}`, async () => {
    for (const again of ["Back", "reload"]) {
      const she = await at_the_form(javascript);
      line.unanswered = 0;
      line.set("deaf");
      await press_in_vain(she);
      line.set("open");
      assert.ok(line.unanswered > 0, "the answer was on its way");
      assert.equal((await bookings_of(she.address)).length, 1, "the request had arrived");
      if (again === "reload") await reload(she);
      else await back_to_what_is_booked(she);
      await demand_one_booking(she);
    }
  });

  test(`a double tap books once, ${how}`, async () => {
    const she = await at_the_form(javascript);
    await submit(she.page).dblclick({ noWaitAfter: true });
    await demand_one_booking(she);
    assert.equal(await she.page.locator(".errors").count(), 0);
  });

  test(`Back and Forward lead through the flow, ${how}`, async () => {
    const she = await at_the_form(javascript);
    const { page } = she;
    await page.goBack();
    assert.equal(await page.locator("[name=start]:checked").count(), 1, "the time is still chosen");
    await page.goForward();
    await demand_what_was_typed(she);
    await submit(page).click();
    await demand_one_booking(she);
    const booked = page.url();
    await page.goBack();
    await page.goForward();
    assert.equal(page.url(), booked);
    await back_to_what_is_booked(she);
    await demand_one_booking(she);
  });

  test(`every page of the flow can be reloaded, ${how}`, async () => {
    const she = await at_the_form(javascript);
    const { page } = she;
    const reload = async () => {
      const before_it = await page.title();
      const given = await page.reload();
      assert.ok(given.ok() || given.status() === 422, `${given.status()} at ${page.url()}`);
      assert.equal(await page.title(), before_it);
    };
    await reload();
    for (const path of ["/", "/book", "/book/coding-60", `/book/coding-60?zone=Asia/Kolkata&volunteer=${zola}`, "/find"]) {
      await page.goto(line.url + path);
      await reload();
    }
    await page.goBack();
    const again = await at_the_form(javascript);
    await submit(again.page).click();
    await demand_one_booking(again);
    const { page: booked } = again;
    for (const path of ["", "/change", "/move", "/cancel"]) {
      await booked.goto(booked.url().replace(/\?.*/, "").replace(/(\/b\/[^/]+).*/, "$1") + path);
      const title = await booked.title();
      await booked.reload();
      assert.equal(await booked.title(), title);
    }
    assert.equal((await bookings_of(again.address)).length, 1, "a reload books nothing");
  });
}

test("a booking that was made twice would be found", async () => {
  const [first, second] = [await at_the_form(false), await at_the_form(false)];
  await second.page.locator("main [name=email]").fill(first.address);
  for (const { page } of [first, second]) {
    await submit(page).click();
    await page.waitForURL(/\/b\/[\w.-]{20}/);
  }
  await assert.rejects(demand_one_booking(first));
});
