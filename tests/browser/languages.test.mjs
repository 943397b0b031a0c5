// In which language a visitor is answered, and how it stays or is changed. What pages are like in each, tour.test.mjs sees.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { start_browser, visitor } from "./browser.mjs";
import { plain_words } from "./untranslated.mjs";

let browser;
before(async () => (browser = await start_browser()));
after(() => browser?.close());

async function speaks(page, locale, direction = "ltr") {
  const html = page.locator("html");
  assert.equal(await html.getAttribute("lang"), locale, page.url());
  assert.equal(await html.getAttribute("dir"), direction);
}

test("a browser is answered in its language, and the switch stays on the page", async () => {
  const server = await start_server({ more: ["demo.inbox=true"] });
  const { context, page } = await visitor(browser, { locale: "es-CO" });
  await page.goto(`${server.url}/book/coding-60?zone=America/Bogota&language=go`);
  await speaks(page, "es");
  assert.equal(await page.locator("nav.languages a[hreflang=en]").getAttribute("lang"), "en");

  await page.locator("nav.languages a[hreflang=en]").click();
  await speaks(page, "en");
  const { pathname, searchParams } = new URL(page.url());
  assert.deepEqual([pathname, searchParams.get("zone"), searchParams.get("language")], ["/book/coding-60", "America/Bogota", "go"]);
  await page.locator("header .home").click();
  await speaks(page, "en");

  await page.goto(`${server.url}/find`);
  await page.locator("main form").evaluate((form) => (form.noValidate = true));
  await page.locator("main button").click();
  await speaks(page, "es");
  assert.match(await page.title(), /^Error: /);
  await page.locator("nav.languages a[hreflang=en]").click();
  assert.equal(new URL(page.url()).pathname, "/find");
  await speaks(page, "en");
  await context.close();
  assert.equal(await server.stop(), 0);
});

test("a demo alone knows the pseudo-locales, and no switch offers them", async () => {
  const server = await start_server({ seeded: false });
  const { context, page } = await visitor(browser);
  await page.goto(`${server.url}/?lang=en-XA`);
  await speaks(page, "en");
  assert.deepEqual(await page.locator("nav.languages li").allInnerTexts(), ["English", "Español"]);
  await context.close();
  assert.equal(await server.stop(), 0);
});

test("the words that find hard-coded text find it", () => {
  assert.deepEqual(plain_words("[Ĥéļļö Ada, öñé] 19:00 (UTC+05:30, Asia/Kolkata)", ["Ada"]), []);
  assert.deepEqual(plain_words("Hello [Ĥéļļö]"), ["Hello"]);
});
