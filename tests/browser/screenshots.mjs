// Makes a picture of every page of the demo programme in every state, at 360 and 1280 px, light and dark, in build/screenshots/,
// and of each kind of mail that came of it, and sheets of them all side by side (sheet-….png):
//   REHEARSE_PROGRAM=build/debug/rehearse node tests/browser/screenshots.mjs
// With --readme: those few that README.md shows, in tests/browser/screenshots/.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { start_server } from "../openapi/server.mjs";
import { desk, phone, start_browser, visitor } from "./browser.mjs";
import { Mailbox } from "./mailbox.mjs";
import { take_tour } from "./tour.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const for_readme = process.argv.includes("--readme");
const folder = for_readme ? join(here, "screenshots") : resolve(here, "../../build/screenshots");
// Which pages README shows, how wide, and in which colours.
const shown = {
  home: [desk, "light"], times: [phone, "light"], form: [phone, "light"], booking: [phone, "dark"], "availability-preview": [desk, "light"],
};

async function shoot(page, name) {
  await page.evaluate(() => document.activeElement?.blur());
  if (for_readme) return shown[name] && shoot_one(page, name, ...shown[name], false);
  for (const size of [phone, desk])
    for (const scheme of ["light", "dark"]) await shoot_one(page, `${name}-${size.width}-${scheme}`, size, scheme, true);
}

async function shoot_one(page, file, size, colorScheme, fullPage) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, file + ".png"), fullPage });
}

// What a hand does to a part: the pointer on the first button, the focus on the second.
async function touched_parts(page) {
  await page.goto(server.url + "/demo/parts");
  await page.locator(".button").first().focus();
  await page.keyboard.press("Tab");
  await page.locator(".button").first().hover();
  await shoot_one(page, "parts-touched", desk, "light", false);
}

// One of each kind, by how its subject begins.
async function mails(page) {
  await page.goto(server.url + "/demo/mail");
  const all = await page.locator("ul.cards a").evaluateAll((links) => links.map((a) => [a.textContent.split(/[:,]/)[0], a.href]));
  for (const [kind, address] of new Map(all)) {
    await page.goto(address + "/html");
    await shoot(page, "mail-" + kind.toLowerCase().replace(/\W+/g, "-"));
  }
}

// The upper part of all pictures of one width and scheme, twelve a sheet: to look at every one of them.
async function sheets(page) {
  for (const suffix of [phone, desk].flatMap(({ width }) => ["light", "dark"].map((scheme) => `-${width}-${scheme}.png`))) {
    const names = readdirSync(folder).filter((name) => name.endsWith(suffix)).sort();
    const [columns, shape] = suffix.startsWith("-360") ? [6, "1 / 3"] : [3, "4 / 3"];
    for (let first = 0; first < names.length; first += 12) {
      const look = `inline-size:100%;aspect-ratio:${shape};object-fit:cover;object-position:top`;
      const figures = names.slice(first, first + 12).map((name) =>
        `<figure style="margin:0"><figcaption>${name}</figcaption><img style="${look}" src="${name}"></figure>`);
      const file = join(folder, `sheet${suffix.replace(".png", "")}-${first / 12 + 1}`);
      const grid = `display:grid;grid-template-columns:repeat(${columns},1fr);gap:8px;background:#888;font:12px sans-serif`;
      writeFileSync(file + ".html", `<body style="${grid}">${figures.join("")}`);
      await page.setViewportSize({ width: 2400, height: 600 });
      await page.goto(pathToFileURL(file + ".html").href);
      await page.screenshot({ path: file + ".png", fullPage: true });
    }
  }
}

const server = await start_server({ more: ["demo.inbox=true"] });
const browser = await start_browser();
try {
  mkdirSync(folder, { recursive: true });
  const [guest, rival, member] = await Promise.all([1, 2, 3].map(async () => (await visitor(browser)).page));
  await take_tour(server, new Mailbox(server.mails), shoot, { guest, rival, member });
  if (!for_readme) {
    await touched_parts(guest);
    await mails(guest);
    await sheets(guest);
  }
} finally {
  await browser.close();
  await server.stop();
}
