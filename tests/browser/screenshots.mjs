// Makes a picture of every page of the demo programme in every state, at 360 and 1280 px, light and dark, in build/screenshots/:
//   REHEARSE_PROGRAM=build/debug/rehearse node tests/browser/screenshots.mjs
// With --readme: those few that README.md shows, in tests/browser/screenshots/.
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { start_server } from "../openapi/server.mjs";
import { desk, phone, start_browser, visitor } from "./browser.mjs";
import { Mailbox } from "./mailbox.mjs";
import { Tour } from "./tour.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const for_readme = process.argv.includes("--readme");
const folder = for_readme ? join(here, "screenshots") : resolve(here, "../../build/screenshots");
// Which pages README shows, how wide, and in which colours.
const shown = { times: [phone, "light"], form: [phone, "light"], booking: [phone, "dark"], "availability-preview": [desk, "light"] };

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

const server = await start_server({ more: ["demo.inbox=true"] });
const browser = await start_browser();
try {
  mkdirSync(folder, { recursive: true });
  const [guest, rival, member] = await Promise.all([1, 2, 3].map(async () => (await visitor(browser)).page));
  await new Tour(server, new Mailbox(server.mails), shoot).go({ guest, rival, member });
} finally {
  await browser.close();
  await server.stop();
}
