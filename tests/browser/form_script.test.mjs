// What the candidates' script adds to the form, each beside the same page without it: it goes once, and what is typed is kept over a
// broken line, a refusal, a reload.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { open_programme, times } from "./booking_stage.mjs";
import { becomes, error_page, once_attached } from "./browser.mjs";
import { send } from "./programme.mjs";
import { speaking } from "./speaking.mjs";
import { Stage } from "./stage.mjs";

const stage = new Stage();

before(() => open_programme(stage));
after(() => stage.close());

// The form for the next of the free times from a day and a half on; its button.
let next = 30;
async function form_for_a_free_time(page) {
  await page.goto(times(stage));
  const starts = await page.locator("label.slot input").evaluateAll((all) => all.map((e) => e.value).sort());
  await page.goto(times(stage, `&start=${starts[next++]}`));
  return page.getByRole("button", { name: "Book this interview" });
}

async function fill(page, name) {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your email address").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("Senior").check();
  await page.getByLabel("What would you like to practise?").fill("Graphs & <trees>");
}

async function bookings_of(name) {
  const { items } = await send(stage.server, stage.programme.token, "GET", "/api/v1/bookings?limit=200");
  return items.filter((b) => b.candidate.name === name).length;
}

// Of a candidate of that test alone.
const name_of = (word, scripts, locale) => word + (scripts ? "Quick" : "Plain") + locale.replace("-", "");

const kept = (page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("typed")));

stage.both_ways("a double click books once", async (page, { scripts, locale }) => {
  const name = name_of("Twice", scripts, locale);
  const button = await form_for_a_free_time(page);
  await fill(page, name);
  await button.dblclick({ noWaitAfter: true });
  await page.locator("[data-booked]").waitFor();
  assert.equal(await bookings_of(name), 1);
  assert.match(await page.locator("main").innerText(), new RegExp(`${name.toLowerCase()}@example.org`));
});

stage.both_ways("a second tap while the line is slow books once", async (page, { scripts, locale, complaints }) => {
  const name = name_of("Slow", scripts, locale);
  const button = await form_for_a_free_time(page);
  await fill(page, name);
  let posts = 0, hasten;
  const line = new Promise((done) => (hasten = done));
  await page.route("**/book/**", async (route) => {
    if (route.request().method() === "POST") ++posts;
    await line;
    await route.continue().catch(() => {});
  });
  await button.scrollIntoViewIfNeeded();
  const { x, y } = await button.boundingBox();
  await page.mouse.click(x + 9, y + 9);
  await becomes(page, () => posts === 1);
  await page.mouse.click(x + 9, y + 9);
  if (scripts) await page.waitForTimeout(300); // nothing is to come
  else await becomes(page, () => posts === 2);
  hasten();
  await page.locator("[data-booked]").waitFor();
  assert.equal(await bookings_of(name), 1);
  assert.equal(posts, scripts ? 1 : 2, "without scripts the browser sends it anew, with the same key");
  complaints.splice(0);
});

stage.with_scripts("a form can be sent again where the browser brings its page back as it was left", async (page) => {
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
});

stage.both_ways("a line that breaks while the form is sent loses nothing", async (page, { scripts, locale, context, said }) => {
  const name = name_of("Broken", scripts, locale);
  const button = await form_for_a_free_time(page);
  await fill(page, name);
  await page.getByText("Add what you need, and how you like to work (optional)").click();
  await page.getByLabel("I would like captions").check();
  const address = page.url();
  await context.setOffline(true);
  await Promise.all([page.waitForEvent("requestfailed"), button.click({ noWaitAfter: true })]);
  await error_page(page);
  await context.setOffline(false);
  await once_attached(page, () => page.goBack());
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
  assert.match(await page.locator("main").innerText(), said("captions"));
  if (scripts) assert.deepEqual(await kept(page), [], "nothing is left behind");
}, { ignoring: /ERR_INTERNET_DISCONNECTED|^failed: .*\/book\// });

stage.with_scripts("what is typed stays with the person: another tab, and an hour later, do not have it", async (page, { context, locale, say }) => {
  await form_for_a_free_time(page);
  await fill(page, "Ngozi");
  const address = page.url();
  assert.equal((await kept(page)).length, 1);
  const other = speaking(await context.newPage(), locale, say);
  await other.goto(address);
  assert.equal(await other.getByLabel("Your name").inputValue(), "");
  await page.evaluate(() => {
    const [key, value] = Object.entries(sessionStorage)[0];
    sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), at: Date.now() - 3_700_000 }));
  });
  await page.goto(address);
  assert.equal(await page.getByLabel("Your name").inputValue(), "");
});

stage.with_scripts("a refused form can be loaded anew without being sent again", async (page, { said }) => {
  const button = await form_for_a_free_time(page);
  const address = new URL(page.url());
  await page.getByLabel("Your name").fill("Reload");
  await page.locator("form[data-keep]").evaluate((form) => (form.noValidate = true));
  await button.click();
  await page.locator(".errors").waitFor();
  assert.match(await page.title(), said("Error: {title}"));
  assert.equal(new URL(page.url()).searchParams.get("start"), address.searchParams.get("start"));
  assert.ok(await page.locator(".errors").evaluate((e) => e === document.activeElement), "the summary has the focus");
  let posts = 0;
  page.on("request", (request) => (posts += request.method() === "POST" ? 1 : 0));
  await page.reload();
  assert.equal(posts, 0);
  assert.equal(await page.locator(".errors").count(), 0);
  assert.equal(await page.getByLabel("Your name").inputValue(), "Reload");
  await page.goto(stage.server.url + "/privacy");
  await page.goBack();
  assert.equal(posts, 0);
  assert.match(await page.title(), said("Your details: {interview}"));
});
