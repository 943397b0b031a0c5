// What the candidates' script adds before a time is chosen, each beside the same page without it: the device's zone, the clock that runs
// on, and weeks without a full reload.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { open_programme, times } from "./booking_stage.mjs";
import { becomes } from "./browser.mjs";
import { slot_name_findings } from "./slot_names.mjs";
import { Stage } from "./stage.mjs";

const source = readFileSync(new URL("../../server/web/assets/candidate.js", import.meta.url));
const stage = new Stage();
const query_of = (page) => Object.fromEntries([...new URL(page.url()).searchParams].filter(([name]) => name !== "lang"));
const text_of = (page, selector) => page.locator(selector).innerText();

before(() => open_programme(stage));
after(() => stage.close());

test("the script weighs 3 KB at most, and loads nothing more", () => {
  assert.ok(gzipSync(source, { level: 9 }).length <= 3 * 1024, `${gzipSync(source).length} bytes`);
  assert.doesNotMatch(String(source), /\bimport\b|innerHTML|\beval\b|localStorage|cookie/);
});

stage.both_ways("where one is, is asked before any time is shown", async (page, { scripts, said, city }) => {
  const it_is_now = said("In {city} it is now {time}", { city: city("Kolkata"), time: /\d\d:\d\d/ });
  await page.goto(stage.server.url + "/book");
  await page.locator('main a[href*="/book/coding-60"]').click();
  if (scripts) {
    assert.equal(query_of(page).guess, "Asia/Calcutta", "the link says already what the device believes");
    assert.match(await text_of(page, ".now"), it_is_now);
    assert.match(await text_of(page, ".now"), said("Is that the time on your clock?"));
    assert.equal(await page.locator("label.slot").count(), 0);
    await page.getByRole("link", { name: "Yes, show free times" }).click();
  } else {
    assert.equal(await page.locator(".now").count(), 0);
    await page.getByLabel("Type your city").fill("Bengaluru");
    await page.getByRole("button", { name: "Show free times" }).click();
  }
  assert.match(await text_of(page, ".now"), it_is_now);
  assert.match(await text_of(page, ".now"), /UTC\+05:30, Asia\/Kolkata/);
  assert.equal(query_of(page).guess, undefined);

  await page.getByRole("link", { name: "I am somewhere else" }).click();
  await page.waitForLoadState("networkidle");
  assert.equal(await page.locator(".now").count(), 0, "whoever says no is not asked the same again");
  assert.ok(await page.getByLabel("Type your city").isVisible());
}, { timezoneId: "Asia/Calcutta" });

stage.with_scripts("a page for booking that was opened directly offers the device's zone as well, which its clock then confirms", async (page, { said, city }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.isNavigationRequest() ? "a page" : request.url()));
  await page.goto(stage.server.url + "/book/coding-60?language=go", { waitUntil: "networkidle" });
  assert.equal(asked.filter((each) => each === "a page").length, 1, "nothing is loaded before she presses");
  assert.equal(await page.locator(".now").count(), 0);
  await page.getByRole("link", { name: "Use the time zone of this device" }).click();
  await page.waitForURL(/guess=America/);
  assert.equal(query_of(page).language, "go");
  assert.match(await text_of(page, ".now"), said("In {city} it is now {time}", { city: city("Sao Paulo") }));
  await page.getByText("No, I am somewhere else").click();
  await page.getByLabel("Type your city").fill("Lagos");
  await page.getByRole("button", { name: "Show free times" }).click();
  assert.deepEqual(query_of(page), { language: "go", zone: "Africa/Lagos" });
}, { timezoneId: "America/Sao_Paulo" });

stage.both_ways("all places are on a list for whoever asks for it", async (page, { scripts, city }) => {
  await page.goto(stage.server.url + "/book/coding-60?language=go");
  assert.equal(await page.locator("[data-ask]").isVisible(), scripts, "what only a script can do is not offered without it");
  assert.equal(await page.locator("option").count(), 0);
  await page.getByRole("link", { name: "Choose from a list of all places" }).click();
  const wanted = await page.locator("option", { hasText: city("Bengaluru") }).getAttribute("value");
  await page.getByLabel("Or choose a city from the list").selectOption(wanted);
  await page.getByRole("button", { name: "Show free times" }).click();
  assert.deepEqual(query_of(page), { zone: "Asia/Kolkata", language: "go" });
}, { timezoneId: "Asia/Calcutta" });

stage.both_ways("the clock runs on by the time that passes, whatever the device's own says", async (page, { scripts }) => {
  await page.addInitScript(() => {
    const real = Date.now;
    window.passed = 0;
    Date.now = () => real() + window.passed;
  });
  // Minutes of the day in Lagos. Midnight may pass.
  const in_lagos = () => Math.floor(Date.now() / 60_000 + 60) % 1440;
  const since = (earlier, now) => (now - earlier + 1440) % 1440;
  const minutes_in = (text) => {
    const [, hour, minute] = /(\d\d):(\d\d)/.exec(text);
    return 60 * hour + +minute;
  };
  const shown = async () => minutes_in(await text_of(page, ".clock"));
  const pass = async (milliseconds) => minutes_in(await page.evaluate((by) => {
    window.passed = by;
    return document.querySelector(".clock").innerText; // as it was until then
  }, milliseconds));

  const before = in_lagos();
  await page.goto(times(stage));
  const first = since(before, await shown());
  assert.ok(first <= since(before, in_lagos()), "what the server said");

  const at_first = await pass(150_000);
  if (scripts) await becomes(page, async () => since(at_first, await shown()) >= 2);
  else await page.waitForTimeout(1500);
  const later = await pass(30 * 3_600_000);
  assert.ok((scripts ? [2, 3] : [0]).includes(since(at_first, later)), `${at_first} to ${later}`);
  await page.waitForTimeout(1500);
  assert.equal(await shown(), later, "beyond the next change of clocks, or a day, it says nothing new");
}, { timezoneId: "Pacific/Auckland" });

stage.both_ways("weeks are turned by their links", async (page, { scripts, said }) => {
  await page.goto(times(stage));
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
  assert.match(await page.title(), said("Choose a time: {interview}"));
  const second = await week.innerText();
  await page.goBack();
  await page.locator("nav.weeks strong", { hasText: first }).waitFor();
  await page.goForward();
  await page.locator("nav.weeks strong", { hasText: second }).waitFor();
});

stage.both_ways("each time says its day, its offset and whether it is her night, and the keyboard alone chooses one", async (page, person) => {
  await page.goto(times(stage));
  const fold = page.locator("details.night");
  assert.match(await fold.locator("summary").innerText(), person.said("Your night ({from}–{to}): {count} times", { from: "22:00", to: "07:00" }));
  const night = fold.locator("input").first();
  assert.equal(await night.isVisible(), false);
  await fold.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await night.isVisible());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  const chosen = page.locator(".night input[name=start]:checked");
  const start = await chosen.inputValue();
  const day = await chosen.evaluate((e) => e.closest("fieldset").querySelector("legend").innerText);
  assert.deepEqual(await slot_name_findings(page, person.locale), []);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/start=/);
  assert.equal(query_of(page).start, start);
  const number = new Date(Date.parse(start) + 3_600_000).getUTCDate();
  assert.match(day, new RegExp(`\\b${number}\\b`));
  assert.match(await text_of(page, "main dl"), new RegExp(`\\b${number}\\b`));
});
