// What the script of a volunteer's hours adds: the focus follows rows, the preview what is typed, and nothing that was typed is lost when
// the line breaks, the session ends or somebody leaves.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { evening, field, HoursStage, is_published, press } from "./hours_stage.mjs";

const stage = new HoursStage();
before(() => stage.open());
after(() => stage.close());

stage.with_scripts("the focus goes to the new row, and after a removal to the row in its place", async (page, person) => {
  await stage.at_hours(page, evening);
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
});

stage.with_scripts("the preview follows what is typed, for a candidate anywhere, and says calmly what is missing", async (page, person) => {
  const { loads } = await stage.at_hours(page, evening);
  const count = page.locator("#preview-count");
  const before = Number((await count.innerText()).match(/\d+/)[0]);
  await field(page, "weekly-0-to").fill("21:00");
  for (const until = Date.now() + 20_000; Number((await count.innerText()).match(/\d+/)[0]) <= before;) assert.ok(Date.now() < until);
  await page.getByLabel("A candidate in").fill("Bengaluru");
  await page.locator("#preview-result th", { hasText: person.city("Kolkata") }).first().waitFor();
  await field(page, "weekly-0-to").fill("2");
  await field(page, "weekly-0-to").fill("");
  await page.locator("#preview-result", { hasText: new RegExp(`${person.said("Window {number}", { number: 1 }).source}[^]*?${person.said("To").source}`) }).waitFor();
  assert.equal(await page.locator(".errors").count(), 0);
  assert.equal(loads(), 0);
});

stage.with_scripts("the last answer wins, however late the one before comes", async (page, person) => {
  await stage.at_hours(page, evening);
  let held = true;
  await page.route(/\/volunteer\/availability/, async (route) => {
    if (held) {
      held = false;
      await new Promise((done) => setTimeout(done, 1500));
    }
    await route.continue().catch(() => {});
  });
  await field(page, "weekly-0-to").fill("23:00");
  await page.waitForTimeout(600);
  await field(page, "weekly-0-to").fill("19:00");
  const count = page.locator("#preview-count", { hasText: person.said("{count} slots in the next four weeks", { count: "(?<!\\d)[345](?!\\d)" }) });
  await count.waitFor();
  await page.waitForTimeout(1500);
  assert.equal(await count.count(), 1);
});

stage.with_scripts("a broken line loses nothing, and pressing again goes on", async (page, person) => {
  await stage.at_hours(page, evening);
  await page.route(/\/volunteer\/availability/, (route) => route.abort());
  await field(page, "weekly-0-to").fill("22:00");
  await press(page, "Add a window");
  await page.locator("#said", { hasText: person.said("That did not reach us. What you typed still stands here: please try again.") }).waitFor();
  assert.equal(await field(page, "weekly-0-to").inputValue(), "22:00");
  await page.unroute(/\/volunteer\/availability/);
  await press(page, "Add a window");
  await page.locator("#weekly-1").waitFor();
}, { ignoring: /ERR_FAILED|^failed: / });

stage.with_scripts("hours typed before the session ended stand there again after signing in", async (page, person) => {
  await stage.at_hours(page, evening);
  await field(page, "weekly-0-to").fill("23:00");
  await person.context.clearCookies();
  await press(page, "Publish");
  await page.waitForURL(/sign-in/);
  await stage.sign_in(page);
  await page.locator("#said", { hasText: person.said("What you had typed before stands here again. It is not published yet.") }).waitFor();
  assert.equal(await field(page, "weekly-0-to").inputValue(), "23:00");
  await press(page, "Publish");
  await is_published(person);
  assert.equal((await stage.published()).weekly[0].to, "23:00");
});

stage.with_scripts("leaving asks where something is not published, and only there", async (page, person) => {
  await stage.at_hours(page, evening);
  let asked = 0;
  page.on("dialog", (dialog) => (++asked, dialog.accept()));
  await page.getByRole("link", { name: "Interviews", exact: true }).click();
  await page.waitForURL(/interviews/);
  assert.equal(asked, 0);
  await page.goto(stage.server.url + "/volunteer/availability");
  await field(page, "weekly-0-to").fill("22:00");
  await page.getByRole("link", { name: "Interviews", exact: true }).click();
  await page.waitForURL(/interviews/);
  assert.equal(asked, 1);
});
