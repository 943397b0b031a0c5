// A volunteer's hours in a browser that runs scripts, and in one that runs none: the same deeds end in the same hours. With
// scripts no page is loaded on the way, and nothing that was typed is lost when the line breaks, the session ends or others publish.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { start_server } from "../openapi/server.mjs";
import { faults, start_browser, start_inspector, visitor } from "./browser.mjs";
import { make_programme, send, volunteer } from "./programme.mjs";

let server, browser, programme;

before(async () => {
  server = await start_server({ seeded: false });
  programme = await make_programme(server);
  browser = await start_browser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

const hours_path = () => `/api/v1/volunteers/${programme.volunteer_id}/availability`;
const put = (hours) => send(server, programme.token, "PUT", hours_path(), { zone: volunteer.zone, ...hours }, { "If-Match": "*" });

async function published() {
  const given = await fetch(server.url + hours_path(), { headers: { Authorization: `Bearer ${programme.token}` } });
  return given.json();
}

// The page of somebody who has signed in, over the hours given; `loads` counts the pages that were opened since.
async function at_hours(javaScriptEnabled, weekly = [], options = {}) {
  await put({ weekly });
  const person = await visitor(browser, { javaScriptEnabled, ...options });
  await sign_in(person.page);
  person.loads = 0;
  person.page.on("framenavigated", () => ++person.loads);
  return person;
}

async function sign_in(page) {
  await page.goto(server.sign_in_link(volunteer.email) + "?next=/volunteer/availability");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/availability/);
  await page.locator("#hours").waitFor();
}

const field = (page, name) => page.locator(`[name="${name}"]`);
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const unfold = (page, name) => page.locator("summary", { hasText: name }).first().click();

// Goes on with the Tab key until the focus is there.
async function tab_to(page, selector) {
  const there = () => page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
  for (let keys = 0; keys < 80; ++keys) {
    await page.keyboard.press("Tab");
    if (await there()) return;
  }
  assert.fail(`the Tab key does not reach ${selector}`);
}

async function type_window(page, row, days, from, to) {
  for (const day of days) {
    await tab_to(page, `[name="weekly-${row}-days"][value=${day}]`);
    await page.keyboard.press("Space");
  }
  await tab_to(page, `[name="weekly-${row}-from"]`);
  await page.keyboard.type(from);
  await page.keyboard.press("Tab");
  await page.keyboard.type(to);
}

const evening = [{ days: ["mon"], from: "18:00", to: "20:00" }];

for (const scripts of [true, false]) {
  const how = scripts ? "with scripts" : "without scripts";
  const loads = (person, without) => assert.equal(person.loads, scripts ? 0 : without, "pages loaded");

  test(`Monday to Friday evenings are published in a few moves, ${how}`, async () => {
    const { page, context, complaints } = await at_hours(scripts);
    for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) await page.getByLabel(day, { exact: true }).first().check();
    await page.getByRole("textbox", { name: "From (Window 1)" }).fill("6 pm");
    await page.getByRole("textbox", { name: "To (Window 1)" }).fill("20");
    await press(page, "Publish");
    await page.locator(".notice.good", { hasText: "Published." }).waitFor();
    const { weekly } = await published();
    assert.deepEqual(weekly.map(({ days, from, to }) => ({ days, from, to })),
      [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "18:00", to: "20:00" }]);
    assert.deepEqual(faults(complaints), []);
    await context.close();
  });

  test(`hours are published by keyboard alone, ${how}`, async () => {
    await put({ weekly: [] });
    const { page, context } = await visitor(browser, { javaScriptEnabled: scripts });
    await page.goto(server.sign_in_link(volunteer.email) + "?next=/volunteer/availability");
    await tab_to(page, "main button");
    await page.keyboard.press("Enter");
    await page.locator("#hours").waitFor();
    await type_window(page, 0, ["mon", "thu"], "6 pm", "20");
    await tab_to(page, "#add-weekly");
    await page.keyboard.press("Space");
    await page.locator("#said", { hasText: "Added: Window 2." }).waitFor();
    await type_window(page, 1, ["sat"], "9", "12");
    await tab_to(page, "#welcome_zones > summary");
    await page.keyboard.press("Enter");
    await tab_to(page, "#add-welcome_zones");
    await page.keyboard.press("Enter");
    await field(page, "welcome_zones").waitFor();
    if (!scripts) await tab_to(page, "[name=welcome_zones]");
    await page.keyboard.type("Lagos");
    await tab_to(page, "#preview_zone");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("Bengaluru");
    // In a field this key looks, and does not publish.
    await page.keyboard.press("Enter");
    await page.locator("#preview-result th", { hasText: "Kolkata" }).first().waitFor();
    assert.deepEqual((await published()).weekly, []);
    await tab_to(page, "button[value=publish]");
    await page.keyboard.press("Enter");
    await page.locator(".notice.good", { hasText: "Published." }).waitFor();
    const { weekly, welcome_zones } = await published();
    assert.deepEqual(weekly.map(({ days, from, to }) => [days, from, to]),
      [[["mon", "thu"], "18:00", "20:00"], [["sat"], "09:00", "12:00"]]);
    assert.deepEqual(welcome_zones, ["Africa/Lagos"]);
    await context.close();
  });

  test(`places are typed as cities, and one that nobody knows comes back with a sentence, ${how}`, async () => {
    const { page, context } = await at_hours(scripts, evening);
    await unfold(page, "Your clock");
    await page.getByLabel("Your time zone").fill("Atlantis");
    await press(page, "Publish");
    await page.locator(".errors a", { hasText: "We do not know “Atlantis”" }).waitFor();
    assert.equal(await page.getByLabel("Your time zone").inputValue(), "Atlantis");
    assert.ok(await page.locator("#fold-zone").evaluate((fold) => fold.open));
    if (scripts) {
      await page.getByLabel("Your time zone").fill("beng");
      await page.locator("#zones option", { hasText: "Bengaluru, India" }).waitFor({ state: "attached" });
    }
    await page.getByLabel("Your time zone").fill("Bengaluru, India");
    await press(page, "Publish");
    await page.locator(".notice.good", { hasText: "Published." }).waitFor();
    assert.equal((await published()).zone, "Asia/Kolkata");
    assert.equal(await page.locator("[name=zone]").inputValue(), "Kolkata, India");
    await context.close();
  });

  test(`windows come and go, and what is typed stays, ${how}`, async () => {
    const person = await at_hours(scripts, evening);
    const { page, context } = person;
    await field(page, "weekly-0-to").fill("21:00");
    await press(page, "Add a window");
    await field(page, "weekly-1-from").waitFor();
    assert.equal(await field(page, "weekly-0-to").inputValue(), "21:00");
    await page.locator("#said", { hasText: "Added: Window 2." }).waitFor();
    await field(page, "weekly-1-from").fill("9:00");
    await press(page, "Remove window 1");
    await field(page, "weekly-1-from").waitFor({ state: "detached" });
    assert.equal(await field(page, "weekly-0-from").inputValue(), "9:00");
    await page.locator("#said", { hasText: "Removed: Window 1." }).waitFor();
    loads(person, 2);
    await context.close();
  });

  test(`a day is copied to others, ${how}`, async () => {
    const person = await at_hours(scripts, [...evening, { days: ["tue"], from: "07:00", to: "08:00" }]);
    const { page, context } = person;
    await unfold(page, "Copy a day to others");
    const copy = page.locator("#copy");
    assert.equal(await copy.getByLabel("Copy the hours of").inputValue(), "mon");
    await copy.getByLabel("Tuesday").check();
    await copy.getByLabel("Sunday").check();
    await copy.getByRole("button", { name: "Copy" }).click();
    await page.locator("#said", { hasText: "Copied: Tuesday, Sunday now as Monday." }).waitFor();
    loads(person, 1);
    await press(page, "Publish");
    await page.locator(".notice.good", { hasText: "Published." }).waitFor();
    const { weekly } = await published();
    assert.deepEqual(weekly.map((rule) => rule.days), [["mon", "tue", "sun"]]);
    await context.close();
  });

  test(`exceptions are folded away, and say what is set, ${how}`, async () => {
    const { page, context } = await at_hours(scripts, evening);
    assert.match(await page.locator("#overrides summary").innerText(), /Exceptions: none/);
    await unfold(page, "Exceptions");
    await press(page, "Add an exception");
    await page.getByLabel("Date (Exception 1)").fill("2030-12-24");
    await press(page, "Publish");
    await page.locator(".notice.good", { hasText: "Published." }).waitFor();
    assert.match(await page.locator("#overrides summary").innerText(), /Exceptions: Tue 24 Dec: off/);
    await context.close();
  });

  test(`both versions are shown when others published meanwhile, ${how}`, async () => {
    const { page, context } = await at_hours(scripts, evening);
    await field(page, "weekly-0-to").fill("22:00");
    await put({ weekly: [{ days: ["sat"], from: "10:00", to: "12:00" }] });
    await press(page, "Publish");
    const both = page.locator("#stored");
    assert.match(await both.innerText(), /Saturday: 10:00–12:00[^]*Monday: 18:00–22:00/);
    assert.deepEqual((await published()).weekly[0].days, ["sat"]);
    await both.getByRole("button", { name: "Publish mine in its place" }).click();
    await page.locator(".notice.good", { hasText: "Published." }).waitFor();
    assert.equal((await published()).weekly[0].to, "22:00");
    await context.close();
  });
}

test("the focus goes to the new row, and after a removal to the row in its place", async () => {
  const { page, context } = await at_hours(true, evening);
  const focused = () => page.evaluate(() => document.activeElement.id);
  await page.getByRole("button", { name: "Add a window" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("#weekly-1").waitFor();
  assert.equal(await focused(), "weekly-1-days");
  await page.getByRole("button", { name: "Remove window 1" }).focus();
  await page.keyboard.press("Space");
  await page.locator("#weekly-1").waitFor({ state: "detached" });
  assert.equal(await focused(), "weekly-0-days");
  await page.getByRole("button", { name: "Remove window 1" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("#weekly-0").waitFor({ state: "detached" });
  assert.equal(await focused(), "add-weekly");
  await context.close();
});

test("the preview follows what is typed, for a candidate anywhere, and says calmly what is missing", async () => {
  const person = await at_hours(true, evening);
  const { page, context } = person;
  const count = page.locator("#preview-count");
  const before = Number((await count.innerText()).match(/\d+/)[0]);
  await field(page, "weekly-0-to").fill("21:00");
  for (const until = Date.now() + 20_000; Number((await count.innerText()).match(/\d+/)[0]) <= before;) assert.ok(Date.now() < until);
  await page.getByLabel("A candidate in").fill("Bengaluru");
  await page.locator("#preview-result th", { hasText: "Kolkata" }).first().waitFor();
  await field(page, "weekly-0-to").fill("2");
  await field(page, "weekly-0-to").fill("");
  await page.locator("#preview-result", { hasText: "Window 1, To" }).waitFor();
  assert.equal(await page.locator(".errors").count(), 0);
  assert.equal(person.loads, 0);
  await context.close();
});

test("the last answer wins, however late the one before comes", async () => {
  const { page, context } = await at_hours(true, evening);
  let held = true;
  await page.route("**/volunteer/availability", async (route) => {
    if (held) {
      held = false;
      await new Promise((done) => setTimeout(done, 1500));
    }
    await route.continue().catch(() => {});
  });
  await field(page, "weekly-0-to").fill("23:00");
  await page.waitForTimeout(600);
  await field(page, "weekly-0-to").fill("19:00");
  const count = page.locator("#preview-count", { hasText: /^[345] slots/ });
  await count.waitFor();
  await page.waitForTimeout(1500);
  assert.equal(await count.count(), 1);
  await context.close();
});

test("a broken line loses nothing, and pressing again goes on", async () => {
  const { page, context } = await at_hours(true, evening);
  await page.route("**/volunteer/availability", (route) => route.abort());
  await field(page, "weekly-0-to").fill("22:00");
  await press(page, "Add a window");
  await page.locator("#said", { hasText: "did not reach us" }).waitFor();
  assert.equal(await field(page, "weekly-0-to").inputValue(), "22:00");
  await page.unroute("**/volunteer/availability");
  await press(page, "Add a window");
  await page.locator("#weekly-1").waitFor();
  await context.close();
});

test("hours typed before the session ended stand there again after signing in", async () => {
  const { page, context } = await at_hours(true, evening);
  await field(page, "weekly-0-to").fill("23:00");
  await context.clearCookies();
  await press(page, "Publish");
  await page.waitForURL(/sign-in/);
  await sign_in(page);
  await page.locator("#said", { hasText: "stands here again" }).waitFor();
  assert.equal(await field(page, "weekly-0-to").inputValue(), "23:00");
  await press(page, "Publish");
  await page.locator(".notice.good", { hasText: "Published." }).waitFor();
  assert.equal((await published()).weekly[0].to, "23:00");
  await context.close();
});

test("leaving asks where something is not published, and only there", async () => {
  const { page, context } = await at_hours(true, evening);
  let asked = 0;
  page.on("dialog", (dialog) => (++asked, dialog.accept()));
  await page.getByRole("link", { name: "Interviews", exact: true }).click();
  await page.waitForURL(/interviews/);
  assert.equal(asked, 0);
  await page.goto(server.url + "/volunteer/availability");
  await field(page, "weekly-0-to").fill("22:00");
  await page.getByRole("link", { name: "Interviews", exact: true }).click();
  await page.waitForURL(/interviews/);
  assert.equal(asked, 1);
  await context.close();
});

test("the inspector finds nothing where everything is unfolded, nor beside another version", async () => {
  const inspector = await start_inspector(browser);
  const { page, context } = await at_hours(false, evening);
  for (const [fold, button] of [["Exceptions", "Add an exception"], ["Travel", "Add a journey"], ["Candidates you especially", "Add a zone"]]) {
    await unfold(page, fold);
    await press(page, button);
  }
  const folded = page.locator("details:not([open]) > summary");
  while (await folded.count()) await folded.first().click();
  await inspector.inspect(page);
  await put({ weekly: [{ days: ["sat"], from: "10:00", to: "12:00" }] });
  await page.goto(server.url + "/volunteer/availability");
  await put({ weekly: evening });
  await press(page, "Publish");
  await page.locator("#stored").waitFor();
  await inspector.inspect(page);
  await context.close();
});

test("the script is small", () => {
  const bytes = gzipSync(readFileSync(new URL("../../server/web/assets/volunteer.js", import.meta.url))).length;
  assert.ok(bytes <= 4096, `${bytes} bytes`);
});
