// Makes a picture of every page of the demo programme, at 360 and 1280 px, light and dark, in build/screenshots/:
//   REHEARSE_PROGRAM=build/debug/rehearse node tests/browser/screenshots.mjs
// With --readme: those few that README.md shows, in tests/browser/screenshots/.
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { start_server } from "../openapi/server.mjs";
import { desk, phone, start_browser, visitor } from "./browser.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const for_readme = process.argv.includes("--readme");
const folder = for_readme ? join(here, "screenshots") : resolve(here, "../../build/screenshots");
// Which pages README shows, how wide, and in which colours.
const shown = { times: [phone, "light"], form: [phone, "light"], booking: [phone, "dark"] };

async function shoot(page, name) {
  await page.evaluate(() => document.activeElement?.blur());
  if (for_readme) return shown[name] && shoot_one(page, name, ...shown[name], false);
  for (const size of [phone, desk])
    for (const scheme of ["light", "dark"]) await shoot_one(page, `${name}-${size.width}-${scheme}`, size, scheme, true);
}

async function shoot_one(page, file, size, colorScheme, fullPage) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  await page.screenshot({ path: join(folder, file + ".png"), fullPage });
}

async function plain_pages(page, url) {
  const pages = { home: "/", types: "/book", find: "/find", privacy: "/privacy", "sign-in": "/sign-in", problems: "/problems", mails: "/demo/mail" };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(url + path);
    await shoot(page, name);
  }
  await page.goto(url + "/");
  await page.locator("ul.cards a[href^='/v/']").first().click();
  await shoot(page, "volunteer");
}

async function book(page, url) {
  await page.goto(url + "/book/coding-60");
  await shoot(page, "zone");
  await page.getByLabel("Where are you?").selectOption({ label: "Bengaluru" });
  await page.getByRole("button", { name: "Show free times" }).click();
  await page.locator("label.slot").nth(1).click();
  await shoot(page, "times");
  await page.getByRole("button", { name: "Go on with this time" }).click();
  await shoot(page, "form");
  await page.locator("main form").evaluate((form) => (form.noValidate = true));
  await page.getByRole("button", { name: "Book this interview" }).click();
  await shoot(page, "form-refused");
  await page.getByLabel("Your name").fill("Asha Rao");
  await page.getByLabel("Your email address").fill("asha@example.org");
  await page.getByLabel("What would you like to practise?").fill("Graphs. Last time I ran out of time.");
  for (const group of await page.locator("fieldset[aria-describedby], fieldset:has(input[type=radio])").all())
    await group.locator("input[type=radio]").first().check();
  for (const text of await page.locator("textarea[required]").all()) await text.fill("Graphs");
  await page.getByRole("button", { name: "Book this interview" }).click();
  await page.waitForURL(/\/b\//);
  await shoot(page, "booking");
}

async function manage(page) {
  for (const [name, link] of [["move", "Move to another time"], ["change", "Correct this"], ["cancel", "Cancel"]]) {
    const back = page.url();
    await page.getByRole("link", { name: link, exact: true }).click();
    await shoot(page, name);
    await page.goto(back);
  }
}

async function volunteer(page, server) {
  await page.goto(server.sign_in_link("maya@example.org"));
  await shoot(page, "sign-in-link");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await shoot(page, "interviews");
  await page.locator("main a[href^='/volunteer/interviews/']").first().click();
  await shoot(page, "interview");
  for (const name of ["availability", "profile"]) {
    await page.goto(`${server.url}/volunteer/${name}`);
    await shoot(page, name);
  }
}

const server = await start_server({ more: ["demo.inbox=true"] });
const browser = await start_browser();
try {
  mkdirSync(folder, { recursive: true });
  const { page } = await visitor(browser);
  if (!for_readme) await plain_pages(page, server.url);
  await book(page, server.url);
  if (!for_readme) await manage(page);
  if (!for_readme) await volunteer(page, server);
} finally {
  await browser.close();
  await server.stop();
}
