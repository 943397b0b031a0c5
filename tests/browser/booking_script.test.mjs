// What the candidates' script adds, each beside the same page without it: the device's zone, the clock that runs on, a form that
// goes once, what is typed kept over a broken line, and weeks without a full reload.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { start_server } from "../openapi/server.mjs";
import { faults, start_browser, visitor } from "./browser.mjs";
import { make_programme, send } from "./programme.mjs";

const source = readFileSync(new URL("../../server/web/assets/candidate.js", import.meta.url));
const every_day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const all_day = {
  zone: "Africa/Lagos", weekly: [{ days: every_day, from: "00:00", to: "24:00" }], step_minutes: 60, min_notice_minutes: 0, horizon_days: 30,
};

let server, browser, programme;

before(async () => {
  server = await start_server({ seeded: false });
  programme = await make_programme(server);
  await send(server, programme.token, "PUT", `/api/v1/volunteers/${programme.volunteer_id}/availability`, all_day, { "If-Match": "*" });
  const standard = await fetch(server.url + "/api/v1/policies/standard", { headers: { Authorization: `Bearer ${programme.token}` } });
  const policy = { ...(await standard.json()), max_open_bookings: 20, max_bookings: { count: 20, within_days: 28 } };
  await send(server, programme.token, "PUT", "/api/v1/policies/standard", policy, { "If-Match": standard.headers.get("etag") });
  browser = await start_browser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

// Twice each: a browser that runs scripts, and one that does not. `steps` gets a page and whether its scripts run.
function both_ways(name, steps, options = {}) {
  for (const scripts of [true, false]) {
    test(`${name} (${scripts ? "with" : "without"} scripts)`, async () => {
      const person = await visitor(browser, { javaScriptEnabled: scripts, ...options });
      await steps(person.page, scripts, person);
      assert.deepEqual(faults(person.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|^failed: .*\/book\//.test(line))), []);
      await person.context.close();
    });
  }
}

const times = (more = "") => `${server.url}/book/coding-60?zone=Africa/Lagos${more}`;
const day_of = (start) => new Date(start).toLocaleDateString("en-GB", { timeZone: "Africa/Lagos", day: "numeric", month: "long" });

// The form for the free time of that number, in a week from now.
let next = 30;
async function form_for_a_free_time(page) {
  await page.goto(times());
  const starts = await page.locator("label.slot input").evaluateAll((all) => all.map((e) => e.value).sort());
  await page.goto(times(`&start=${starts[next++]}`));
  return page.getByRole("button", { name: "Book this interview" });
}

async function fill(page, name) {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your email address").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("Senior").check();
  await page.getByLabel("What would you like to practise?").fill("Graphs & <trees>");
}

async function bookings_of(name) {
  const { items } = await send(server, programme.token, "GET", "/api/v1/bookings?limit=200");
  return items.filter((b) => b.candidate.name === name).length;
}

const kept = (page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("typed")));

test("the script weighs 3 KB at most, and loads nothing more", () => {
  assert.ok(gzipSync(source, { level: 9 }).length <= 3 * 1024, `${gzipSync(source).length} bytes`);
  assert.doesNotMatch(String(source), /\bimport\b|innerHTML|\beval\b|localStorage|cookie/);
});

both_ways("where one is, is asked before any time is shown", async (page, scripts) => {
  await page.goto(server.url + "/book");
  await page.getByRole("link", { name: "Coding interview" }).click();
  if (scripts) {
    assert.equal(new URL(page.url()).searchParams.get("guess"), "Asia/Calcutta", "the link says already what the device believes");
    assert.match(await page.locator(".now").innerText(), /In Kolkata it is now \d\d:\d\d\. Is that the time on your clock\?/);
    assert.equal(await page.locator("label.slot").count(), 0);
    await page.getByRole("link", { name: "Yes, show free times" }).click();
  } else {
    assert.equal(await page.locator(".now").count(), 0);
    await page.getByLabel("Type your city").fill("Bengaluru");
    await page.getByRole("button", { name: "Show free times" }).click();
  }
  assert.match(await page.locator(".now").innerText(), /In Kolkata it is now \d\d:\d\d\. .*UTC\+05:30, Asia\/Kolkata/);
  assert.equal(new URL(page.url()).searchParams.get("guess"), null);

  await page.getByRole("link", { name: "I am somewhere else" }).click();
  await page.waitForLoadState("networkidle");
  assert.equal(await page.locator(".now").count(), 0, "whoever says no is not asked the same again");
  assert.ok(await page.getByLabel("Type your city").isVisible());
}, { timezoneId: "Asia/Calcutta" });

test("a page for booking that was opened directly offers the device's zone as well, which its clock then confirms", async () => {
  const { page, context } = await visitor(browser, { javaScriptEnabled: true, timezoneId: "America/Sao_Paulo" });
  const asked = [];
  page.on("request", (request) => asked.push(request.isNavigationRequest() ? "a page" : request.url()));
  await page.goto(server.url + "/book/coding-60?language=go", { waitUntil: "networkidle" });
  assert.equal(asked.filter((each) => each === "a page").length, 1, "nothing is loaded before she presses");
  assert.equal(await page.locator(".now").count(), 0);
  await page.getByRole("link", { name: "Use the time zone of this device" }).click();
  await page.waitForURL(/language=go&guess=America/);
  assert.match(await page.locator(".now").innerText(), /In Sao Paulo it is now/);
  await page.getByText("No, I am somewhere else").click();
  await page.getByLabel("Type your city").fill("Lagos");
  await page.getByRole("button", { name: "Show free times" }).click();
  assert.equal(new URL(page.url()).search, "?language=go&zone=Africa%2FLagos");
  await context.close();
});

both_ways("all places are on a list for whoever asks for it", async (page, scripts) => {
  await page.goto(server.url + "/book/coding-60?language=go");
  assert.equal(await page.locator("[data-ask]").isVisible(), scripts, "what only a script can do is not offered without it");
  assert.equal(await page.locator("option").count(), 0);
  await page.getByRole("link", { name: "Choose from a list of all places" }).click();
  await page.getByLabel("Or choose a city from the list").selectOption({ label: "Bengaluru" });
  await page.getByRole("button", { name: "Show free times" }).click();
  const said = new URL(page.url()).searchParams;
  assert.deepEqual([said.get("zone"), said.get("language"), said.has("cities")], ["Asia/Kolkata", "go", false]);
}, { timezoneId: "Asia/Calcutta" });

both_ways("the clock runs on by the time that passes, whatever the device's own says", async (page, scripts) => {
  await page.addInitScript(() => {
    const real = Date.now;
    window.passed = 0;
    Date.now = () => real() + window.passed;
  });
  await page.goto(times());
  const minutes = async () => {
    const [, hour, minute] = /(\d\d):(\d\d)/.exec(await page.locator(".clock").innerText());
    return 60 * hour + +minute;
  };
  const at_first = await minutes();
  const lagos = new Date(Date.now() + 3_600_000);
  assert.ok(Math.abs(at_first - (60 * lagos.getUTCHours() + lagos.getUTCMinutes())) <= 1, "what the server said");
  await page.evaluate(() => (window.passed = 150_000));
  await page.waitForTimeout(1500);
  const later = (await minutes()) - at_first;
  assert.ok(scripts ? [2, 3, -1438, -1437].includes(later) : later === 0, `${later} minutes`);
  await page.evaluate(() => (window.passed = 30 * 3_600_000));
  await page.waitForTimeout(1500);
  assert.equal((await minutes()) - at_first, later, "beyond the next change of clocks, or a day, it says nothing new");
}, { timezoneId: "Pacific/Auckland" });

both_ways("a double click books once", async (page, scripts) => {
  const name = scripts ? "Twice" : "Double";
  const button = await form_for_a_free_time(page);
  await fill(page, name);
  await button.dblclick({ noWaitAfter: true });
  await page.locator("[data-booked]").waitFor();
  assert.equal(await bookings_of(name), 1);
  assert.match(await page.locator("main").innerText(), new RegExp(`${name.toLowerCase()}@example.org`));
});

both_ways("a second tap while the line is slow books once", async (page, scripts, person) => {
  const name = scripts ? "Slow" : "Slower";
  const button = await form_for_a_free_time(page);
  await fill(page, name);
  let posts = 0;
  await page.route("**/book/**", async (route) => {
    if (route.request().method() === "POST") ++posts;
    await new Promise((done) => setTimeout(done, 1000));
    await route.continue().catch(() => {});
  });
  await button.scrollIntoViewIfNeeded();
  const { x, y } = await button.boundingBox();
  await page.mouse.click(x + 9, y + 9);
  await page.waitForTimeout(300);
  await page.mouse.click(x + 9, y + 9);
  await page.locator("[data-booked]").waitFor();
  assert.equal(await bookings_of(name), 1);
  assert.equal(posts, scripts ? 1 : 2, "without scripts the browser sends it anew, with the same key");
  person.complaints.splice(0);
});

test("a form can be sent again where the browser brings its page back as it was left", async () => {
  const { page, context } = await visitor(browser, { javaScriptEnabled: true });
  await form_for_a_free_time(page);
  const is_sent = await page.evaluate(() => {
    const form = document.querySelector("form[data-keep]");
    const sent = () => "sent" in form.dataset;
    form.noValidate = true;
    document.addEventListener("submit", (event) => event.preventDefault());
    form.requestSubmit();
    const before = sent();
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    return [before, sent()];
  });
  assert.deepEqual(is_sent, [true, false]);
  await context.close();
});

both_ways("a line that breaks while the form is sent loses nothing", async (page, scripts, { context }) => {
  const name = scripts ? "Script" : "Plain";
  const button = await form_for_a_free_time(page);
  await fill(page, name);
  await page.getByText("Add what you need").click();
  await page.getByLabel("I would like captions").check();
  const address = page.url();
  await context.setOffline(true);
  await Promise.all([page.waitForEvent("requestfailed"), button.click({ noWaitAfter: true })]);
  await page.waitForTimeout(1000);
  await context.setOffline(false);
  await page.goBack();
  await page.waitForURL(address);

  if (scripts) {
    await page.goto(address);
    assert.ok(await page.getByLabel("I would like captions").isVisible(), "what was folded away is open again");
  }
  assert.equal(await page.getByLabel("Your name").inputValue(), name);
  assert.equal(await page.getByLabel("What would you like to practise?").inputValue(), "Graphs & <trees>");
  assert.ok(await page.getByLabel("Senior").isChecked());
  assert.ok(await page.locator("[value=captions]").isChecked());
  await page.getByRole("button", { name: "Book this interview" }).click();
  await page.waitForURL(/\/b\/.*done=booked/);
  assert.equal(await bookings_of(name), 1);
  assert.match(await page.locator("main").innerText(), /captions/);
  if (scripts) assert.deepEqual(await kept(page), [], "nothing is left behind");
});

test("what is typed stays with the person: another tab, and an hour later, do not have it", async () => {
  const { page, context } = await visitor(browser, { javaScriptEnabled: true });
  await form_for_a_free_time(page);
  await fill(page, "Ngozi");
  const address = page.url();
  assert.equal((await kept(page)).length, 1);
  const other = await context.newPage();
  await other.goto(address);
  assert.equal(await other.getByLabel("Your name").inputValue(), "");
  await page.evaluate(() => {
    const [key, value] = Object.entries(sessionStorage)[0];
    sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), at: Date.now() - 3_700_000 }));
  });
  await page.goto(address);
  assert.equal(await page.getByLabel("Your name").inputValue(), "");
  await context.close();
});

test("a refused form can be loaded anew without being sent again", async () => {
  const { page, context } = await visitor(browser, { javaScriptEnabled: true });
  const button = await form_for_a_free_time(page);
  const address = new URL(page.url());
  await page.getByLabel("Your name").fill("Reload");
  await page.locator("form[data-keep]").evaluate((form) => (form.noValidate = true));
  await button.click();
  await page.locator(".errors").waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(new URL(page.url()).searchParams.get("start"), address.searchParams.get("start"));
  assert.ok(await page.locator(".errors").evaluate((e) => e === document.activeElement), "the summary has the focus");
  let posts = 0;
  page.on("request", (request) => (posts += request.method() === "POST" ? 1 : 0));
  await page.reload();
  assert.equal(posts, 0);
  assert.equal(await page.locator(".errors").count(), 0);
  assert.equal(await page.getByLabel("Your name").inputValue(), "Reload");
  await page.goto(server.url + "/privacy");
  await page.goBack();
  assert.equal(posts, 0);
  assert.match(await page.title(), /^Your details/);
  await context.close();
});

both_ways("weeks are turned by their links", async (page, scripts) => {
  await page.goto(times());
  const week = page.locator("nav.weeks strong");
  const first = await week.innerText();
  let documents = 0;
  page.on("request", (request) => (documents += request.isNavigationRequest() ? 1 : 0));
  const later = page.getByRole("link", { name: "Later" });
  await later.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/from=/);
  assert.notEqual(await week.innerText(), first);
  assert.equal(documents, scripts ? 0 : 1);
  if (scripts) assert.ok(await week.evaluate((e) => e === document.activeElement), "a screen reader says the new week");
  assert.match(await page.title(), /^Choose a time/);
  const second = await week.innerText();
  await page.goBack();
  await page.locator("nav.weeks strong", { hasText: first }).waitFor();
  await page.goForward();
  await page.locator("nav.weeks strong", { hasText: second }).waitFor();
});

both_ways("each time says its day, its offset and whether it is her night, and the keyboard alone chooses one", async (page) => {
  await page.goto(times());
  const fold = page.locator("details.night");
  assert.match(await fold.locator("summary").innerText(), /^Your night \(22:00–07:00\): \d+ times?$/);
  const [waking, night] = [page.locator("form > .days input").first(), fold.locator("input").first()];
  const name_of = (input) => input.evaluate((e) => e.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent.trim()).join(" "));
  assert.match(await name_of(waking), /^[A-Z][a-z]+day \d+ [A-Z][a-z]+( \d{4})? UTC\+01:00 \d\d:\d\d$/);
  assert.match(await name_of(night), /^[A-Z][a-z]+day \d+ [A-Z][a-z]+( \d{4})? UTC\+01:00, your night \d\d:\d\d$/);
  assert.equal(await page.getByRole("radio", { name: await name_of(waking), exact: true }).count(), 1, "as the browser tells it");

  assert.equal(await night.isVisible(), false);
  await fold.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await night.isVisible());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  const chosen = page.locator("input[name=start]:checked");
  assert.match(await name_of(chosen), /your night/);
  const start = await chosen.inputValue();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/start=/);
  assert.match(await page.locator("main dl").innerText(), new RegExp(day_of(start)));
});
