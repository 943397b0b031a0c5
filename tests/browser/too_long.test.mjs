// More text than is taken at once, in a browser that runs no script: the refusal says so in the reader's language, and where what
// was typed still is; and there it is.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { start_browser, visitor } from "./browser.mjs";

let server, browser;

before(async () => {
  server = await start_server();
  browser = await start_browser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

async function form_for_a_free_time(page) {
  await page.goto(`${server.url}/book/coding-60?zone=Africa/Lagos&lang=es`);
  await page.locator("main details").evaluateAll((all) => all.forEach((each) => (each.open = true)));
  await page.locator("[name=start]").first().check();
  await page.locator("main form:has([name=start]) button[type=submit]").click();
}

test("the way back from a text that is too long leads to the text", async () => {
  const { page } = await visitor(browser);
  await form_for_a_free_time(page);
  const text = "Grafos. ".repeat(9000);
  await page.locator("[name=name]").fill("Asha");
  await page.locator("[name=email]").fill("asha@example.org");
  await page.locator("[name=goal]").fill(text);
  for (const group of await page.locator("fieldset:has(input[type=radio]):visible").all()) await group.locator("input").first().check();

  const [answer] = await Promise.all([page.waitForNavigation(), page.locator('main form[action^="/book/"] button[type=submit]').first().click()]);
  assert.equal(answer.status(), 413);
  assert.match(await page.locator("main").innerText(), /No se ha guardado nada\. Lo que escribiste sigue en la página anterior/);

  await page.goBack();
  assert.equal(await page.locator("[name=goal]").inputValue(), text);
  assert.equal(await page.locator("[name=name]").inputValue(), "Asha");
});
