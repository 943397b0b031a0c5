// Every page in every state, as the tour of tour.mjs comes through them: all that every_page.mjs looks for, narrow and light, wide
// and dark, and the way of the Tab key.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { start_browser, start_inspector, visitor } from "./browser.mjs";
import { findings_on, gathered } from "./every_page.mjs";
import { Mailbox } from "./mailbox.mjs";
import { Tour } from "./tour.mjs";

let server, browser, inspector, tour, people;

before(async () => {
  server = await start_server({ more: ["demo.inbox=true"] });
  browser = await start_browser();
  inspector = await start_inspector(browser);
  people = await Promise.all(["guest", "rival", "member"].map(async (name) => [name, await visitor(browser)]));
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

// Where the Tab key leads from the page's top until it leaves it: each element once, and each with a visible ring.
async function tab_through(page) {
  await page.evaluate(() => document.activeElement?.blur());
  const seen = new Set();
  for (let presses = 0; presses < 400; ++presses) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      e.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
      const { outlineStyle, outlineWidth } = getComputedStyle(e);
      return { stop: e.dataset.stop, ring: outlineStyle !== "none" && outlineWidth !== "0px", html: e.outerHTML.slice(0, 100) };
    });
    if (here === null || (here.stop === "0" && seen.size > 1)) return seen.size;
    assert.ok(here.ring, `no ring around ${here.html}`);
    assert.ok(!seen.has(here.stop), `the Tab key goes in circles at ${here.html}`);
    seen.add(here.stop);
  }
  throw new Error("the Tab key never leaves the page");
}

const tabbed = new Set(["times", "form-lost", "booking-soon", "interview", "sign-in-link", "zone-which"]);
const problems = [];

const narrow_light = { locale: "en", width: 320, scheme: "light" };

async function look(page, name) {
  try {
    const seen = people.map(([, each]) => each).find((each) => each.page === page);
    const found = [...(await findings_on(seen, inspector, narrow_light)), ...(await inspector.pale_in_the_dark())];
    problems.push(...found.map((finding) => `${name}: ${finding}`));
    if (tabbed.has(name)) assert.ok((await tab_through(page)) > 4);
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
}

test("every page in every state", async () => {
  tour = new Tour(server, new Mailbox(server.mails), look);
  const pages = Object.fromEntries(people.map(([name, { page }]) => [name, page]));
  await tour.go(pages);
  assert.equal(problems.length, 0, gathered(problems).join("\n"));
});
