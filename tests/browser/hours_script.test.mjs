// What a volunteer's hours do in a browser that runs scripts, and in one that runs none: the same deeds end in the same hours, and with
// scripts no page is loaded on the way.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { evening, field, HoursStage, is_published, press, unfold } from "./hours_stage.mjs";

const stage = new HoursStage();
before(() => stage.open());
after(() => stage.close());

const unknown = "We do not know “{place}”. Type a big city with the same time, such as Lagos.";

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

stage.both_ways("Monday to Friday evenings are published in a few moves", async (page, person) => {
  await stage.at_hours(page);
  const named = (label) => `${person.say(label)} (${person.say("Window 1")})`;
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) await page.getByLabel(day, { exact: true }).first().check();
  await page.getByRole("textbox", { name: named("From") }).fill("6 pm");
  await page.getByRole("textbox", { name: named("To") }).fill("20");
  await press(page, "Publish");
  await is_published(person);
  const { weekly } = await stage.published();
  assert.deepEqual(weekly.map(({ days, from, to }) => ({ days, from, to })),
    [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "18:00", to: "20:00" }]);
});

stage.both_ways("hours are published by keyboard alone", async (page, person) => {
  await stage.put([]);
  await page.goto(stage.sign_in_link());
  await tab_to(page, "main button");
  await page.keyboard.press("Enter");
  await page.locator("#hours").waitFor();
  await type_window(page, 0, ["mon", "thu"], "6 pm", "20");
  await tab_to(page, "#add-weekly");
  await page.keyboard.press("Space");
  await page.locator("#said", { hasText: person.said("Added: {what}.", { what: person.said("Window {number}", { number: 2 }) }) }).waitFor();
  await type_window(page, 1, ["sat"], "9", "12");
  await tab_to(page, "#welcome_zones > summary");
  await page.keyboard.press("Enter");
  await tab_to(page, "#add-welcome_zones");
  await page.keyboard.press("Enter");
  await field(page, "welcome_zones").waitFor();
  if (!person.scripts) await tab_to(page, "[name=welcome_zones]");
  await page.keyboard.type("Lagos");
  await tab_to(page, "#preview_zone");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Bengaluru");
  // In a field this key looks, and does not publish.
  await page.keyboard.press("Enter");
  await page.locator("#preview-result th", { hasText: person.city("Kolkata") }).first().waitFor();
  assert.deepEqual((await stage.published()).weekly, []);
  await tab_to(page, "button[value=publish]");
  await page.keyboard.press("Enter");
  await is_published(person);
  const { weekly, welcome_zones } = await stage.published();
  assert.deepEqual(weekly.map(({ days, from, to }) => [days, from, to]),
    [[["mon", "thu"], "18:00", "20:00"], [["sat"], "09:00", "12:00"]]);
  assert.deepEqual(welcome_zones, ["Africa/Lagos"]);
});

stage.both_ways("places are typed as cities, and one that nobody knows comes back with a sentence", async (page, person) => {
  await stage.at_hours(page, evening);
  await unfold(person, "Your clock:");
  await page.getByLabel("Your time zone").fill("Atlantis");
  await press(page, "Publish");
  await page.locator(".errors a", { hasText: person.said(unknown, { place: "Atlantis" }) }).waitFor();
  assert.equal(await page.getByLabel("Your time zone").inputValue(), "Atlantis");
  assert.ok(await page.locator("#fold-zone").evaluate((fold) => fold.open));
  let city = "Bengaluru";
  if (person.scripts) {
    await page.getByLabel("Your time zone").fill("beng");
    const offered = page.locator("#zones option", { hasText: person.city("Bengaluru") });
    await offered.waitFor({ state: "attached" });
    city = await offered.textContent();
  }
  await page.getByLabel("Your time zone").fill(city);
  await press(page, "Publish");
  await is_published(person);
  assert.equal((await stage.published()).zone, "Asia/Kolkata");
  const shown = await page.locator("[name=zone]").inputValue();
  assert.ok(shown.includes(person.city("Kolkata")), shown);
  assert.match(shown, /, ./, "with its country");
});

stage.both_ways("windows come and go, and what is typed stays", async (page, person) => {
  const { loads } = await stage.at_hours(page, evening);
  await field(page, "weekly-0-to").fill("21:00");
  await press(page, "Add a window");
  await field(page, "weekly-1-from").waitFor();
  assert.equal(await field(page, "weekly-0-to").inputValue(), "21:00");
  await page.locator("#said", { hasText: person.said("Added: {what}.", { what: person.said("Window {number}", { number: 2 }) }) }).waitFor();
  await field(page, "weekly-1-from").fill("9:00");
  await press(page, "Remove window 1");
  await field(page, "weekly-1-from").waitFor({ state: "detached" });
  assert.equal(await field(page, "weekly-0-from").inputValue(), "9:00");
  await page.locator("#said", { hasText: person.said("Removed: {what}.", { what: person.said("Window {number}", { number: 1 }) }) }).waitFor();
  assert.equal(loads(), person.scripts ? 0 : 2, "pages loaded");
});

stage.both_ways("a day is copied to others", async (page, person) => {
  const { loads } = await stage.at_hours(page, [...evening, { days: ["tue"], from: "07:00", to: "08:00" }]);
  await unfold(person, "Copy a day to others");
  const copy = page.locator("#copy");
  assert.equal(await copy.getByLabel("Copy the hours of").inputValue(), "mon");
  await copy.getByLabel("Tuesday").check();
  await copy.getByLabel("Sunday").check();
  await copy.getByRole("button", { name: "Copy" }).click();
  const days = new RegExp(`${person.said("Tuesday").source}[^]*?${person.said("Sunday").source}`);
  const copied = person.said("Copied: {days} now as {day}.", { days, day: person.said("Monday") });
  await page.locator("#said", { hasText: copied }).waitFor();
  assert.equal(loads(), person.scripts ? 0 : 1, "pages loaded");
  await press(page, "Publish");
  await is_published(person);
  const { weekly } = await stage.published();
  assert.deepEqual(weekly.map((rule) => rule.days), [["mon", "tue", "sun"]]);
});

stage.both_ways("exceptions are folded away, and say what is set", async (page, person) => {
  await stage.at_hours(page, evening);
  assert.match(await page.locator("#overrides summary").innerText(), person.said("none"));
  await unfold(person, "Exceptions");
  await press(page, "Add an exception");
  await field(page, "overrides-0-date").fill("2030-12-24");
  await press(page, "Publish");
  await is_published(person);
  assert.match(await page.locator("#overrides summary").innerText(), person.said("{dates}: off", { dates: "24" }));
});

stage.both_ways("both versions are shown when others published meanwhile", async (page, person) => {
  await stage.at_hours(page, evening);
  await field(page, "weekly-0-to").fill("22:00");
  await stage.put([{ days: ["sat"], from: "10:00", to: "12:00" }]);
  await press(page, "Publish");
  const both = page.locator("#stored");
  const stored_and_mine = [person.said("Saturday").source, "10:00–12:00", person.said("Monday").source, "18:00–22:00"];
  assert.match(await both.innerText(), new RegExp(stored_and_mine.join("[^]*?")));
  assert.deepEqual((await stage.published()).weekly[0].days, ["sat"]);
  await both.getByRole("button", { name: "Publish mine in its place" }).click();
  await is_published(person);
  assert.equal((await stage.published()).weekly[0].to, "22:00");
});

stage.both_ways("nothing is wrong where everything is unfolded, nor beside another version", async (page, person) => {
  await stage.at_hours(page, evening);
  for (const [fold, button] of [["Exceptions", "Add an exception"], ["Travel", "Add a journey"], ["Candidates you especially welcome", "Add a zone"]]) {
    await unfold(person, fold);
    await press(page, button);
  }
  const folded = page.locator("details:not([open]) > summary");
  while (await folded.count()) await folded.first().click();
  assert.deepEqual(await stage.findings(person, person.locale), []);
  await stage.put([{ days: ["sat"], from: "10:00", to: "12:00" }]);
  await page.goto(stage.server.url + "/volunteer/availability");
  await stage.put(evening);
  await press(page, "Publish");
  await page.locator("#stored").waitFor();
});

test("the script is small", () => {
  const bytes = gzipSync(readFileSync(new URL("../../server/web/assets/volunteer.js", import.meta.url))).length;
  assert.ok(bytes <= 4096, `${bytes} bytes`);
});
