// Every page in every state, as the tour of tour.mjs comes through them, in every language and pseudo-locale: all that every_page.mjs
// and language_checks.mjs look for, the languages between them at both widths in both schemes (with REHEARSE_LONG=1 each at all four),
// and the way of the Tab key. TOUR_LOCALE: that one alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { desk, narrow, start_browser, visitor } from "./browser.mjs";
import { findings_on, gathered } from "./every_page.mjs";
import { findings_in, findings_in_mails, Data } from "./language_checks.mjs";
import { Mailbox } from "./mailbox.mjs";
import { all_combinations } from "./pairs.mjs";
import { speaking } from "./speaking.mjs";
import { take_tour } from "./tour.mjs";

const ways = process.env.REHEARSE_LONG
  ? all_combinations({ locale: ["en", "es", "en-XA", "ar-XB"], width: [320, 1280], scheme: ["light", "dark"] })
  : [
      { locale: "en", width: 320, scheme: "light" },
      { locale: "es", width: 1280, scheme: "dark" },
      { locale: "en-XA", width: 320, scheme: "dark" },
      { locale: "ar-XB", width: 1280, scheme: "light" },
    ];
const asked = process.env.TOUR_LOCALE;

let browser;
before(async () => (browser = await start_browser()));
after(() => browser?.close());

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
// What the server refuses before it has read in which language.
const before_language = new Set(["error-414"]);

// Somebody's browser, whose pages speak that language.
async function person({ locale, width, scheme }) {
  const seen = await visitor(browser, { viewport: width === narrow.width ? narrow : desk, colorScheme: scheme });
  return { seen, page: speaking(seen.page, locale) };
}

class Looks {
  problems = [];

  constructor(way, people, data) {
    Object.assign(this, { way, people, data });
  }

  async look(page, name) {
    try {
      const { seen } = this.people.find((each) => each.page === page);
      for (const finding of await this.#findings(seen, name)) this.problems.push(`${name}: ${finding}`);
      if (tabbed.has(name)) assert.ok((await tab_through(seen.page)) > 4);
    } catch (error) {
      this.problems.push(`${name}: ${error.message}`);
    }
  }

  async #findings(seen, name) {
    const locale = before_language.has(name) ? "en" : this.way.locale;
    return [...(await findings_on(seen, locale)), ...(await findings_in(locale, seen.page, name, this.data))];
  }

  async where_people_are() {
    return Promise.all(this.people.map(async ({ seen }) => `${seen.page.url()} (${await seen.page.title().catch(() => "?")})`));
  }
}

async function tour_in(way) {
  const server = await start_server({ more: ["demo.inbox=true"] });
  const [guest, rival, member] = await Promise.all([1, 2, 3].map(() => person(way)));
  const looks = new Looks(way, [guest, rival, member], new Data(server));
  try {
    await take_tour(server, new Mailbox(server.mails), (page, name) => looks.look(page, name),
      { guest: guest.page, rival: rival.page, member: member.page });
    if (way.locale === "en-XA") looks.problems.push(...(await findings_in_mails(looks.data)));
  } catch (error) {
    throw new Error([error.stack, ...(await looks.where_people_are()), ...gathered(looks.problems)].join("\n"));
  } finally {
    for (const { seen } of looks.people) await seen.context.close();
    assert.equal(await server.stop(), 0, "the server drains cleanly");
  }
  assert.equal(looks.problems.length, 0, gathered(looks.problems).join("\n"));
}

for (const way of ways.filter(({ locale }) => !asked || locale === asked))
  test(`every page in every state, in ${way.locale}, at ${way.width} px, ${way.scheme}`, () => tour_in(way));
