// The whole tour of tour.mjs in other languages: in Spanish, where every page must go on in Spanish; in en-XA, where nothing may be
// left that nobody translates; in ar-XB, which is read from the right, at 320 px. And what a visitor's browser asks for.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { faults, start_browser, visitor } from "./browser.mjs";
import { Mailbox, read_mail } from "./mailbox.mjs";
import { send } from "./programme.mjs";
import { speaking, translator } from "./speaking.mjs";
import { Tour } from "./tour.mjs";
import { plain_words, texts_in, untranslated } from "./untranslated.mjs";

let browser;
before(async () => (browser = await start_browser()));
after(() => browser?.close());

// Takes the tour in that locale on a server of its own; `look(page, name, server)` throws what it dislikes;
// `at_end(server)` looks at what the tour left behind.
async function take_tour(locale, viewport, look, at_end = () => {}) {
  const server = await start_server({ more: ["demo.inbox=true"] });
  const problems = [];
  const say = translator(locale);
  const noting = async (page, name) => before_language.has(name) || look(page, name, server).catch((error) => problems.push(`${name}: ${error.message}`));
  const people = {};
  const all = [];
  for (const name of ["guest", "rival", "member"]) {
    all.push(await visitor(browser, { viewport }));
    people[name] = speaking(all.at(-1).page, locale, say);
  }
  try {
    await new Tour(server, new Mailbox(server.mails), noting).go(people);
    await at_end(server);
    for (const { complaints } of all) assert.deepEqual(faults(complaints), []);
  } catch (error) {
    const stands = await Promise.all(all.map(async ({ page }) => `${page.url()} (${await page.title().catch(() => "?")})`));
    throw new Error([error.message, ...stands, ...problems].join("\n"));
  } finally {
    for (const { context } of all) await context.close();
    assert.equal(await server.stop(), 0, "the server drains cleanly");
  }
  assert.equal(problems.length, 0, problems.join("\n"));
}

// What the server refuses before it has read where it should lead.
const before_language = new Set(["error-414"]);

async function speaks(page, locale, direction = "ltr") {
  const html = page.locator("html");
  assert.equal(await html.getAttribute("lang"), locale, page.url());
  assert.equal(await html.getAttribute("dir"), direction);
}

// Links and forms that would lead out of the language.
const ways_out = (page, locale) => page.evaluate((lang) => {
  const leads = (path) => path?.startsWith("/") && !/^\/(assets|api)\//.test(path) && !/[?&]lang=/.test(path);
  const lost = [...document.querySelectorAll("a[href], form[method=post], button[formaction]")]
    .filter((e) => leads(e.getAttribute("href") ?? e.getAttribute("action") ?? e.getAttribute("formaction")));
  const forms = [...document.querySelectorAll("form:not([method=post])")].filter((f) => f.elements.lang?.value !== lang);
  return [...lost, ...forms].map((e) => e.outerHTML.slice(0, 120));
}, locale);

test("every page of the tour goes on in Spanish", async () => {
  await take_tour("es", { width: 360, height: 740 }, async (page) => {
    await speaks(page, "es");
    assert.deepEqual(await ways_out(page, "es"), []);
    assert.equal(await page.locator("nav.languages [aria-current]").innerText(), "Español");
    assert.match(await page.locator("nav.languages a[hreflang=en]").getAttribute("href"), /[?&]lang=en(&|$)/);
  });
});

// What people wrote: it stays as it is in every language.
class Data {
  async of(server) {
    this.token ??= server.token("organizer", "reader@example.org");
    const api = (path) => send(server, this.token, "GET", "/api/v1" + path);
    this.lasting ??= await Promise.all(["/interview-types", "/programme"].map(api));
    return texts_in(this.lasting, await Promise.all(["/volunteers?limit=200", "/bookings?limit=200"].map(api)));
  }
}

// Files of mails, the API's own words.
const english_pages = new Set(["mails", "mail", "problem", "problems"]);
// Languages are named in their own language.
const typed = ["English", "Español", "Atlantis", "somewhere", "upstairs", "English!", "noon", "25:00", "9999", "rehearse mail release"];

// Of those who booked, and so read, in en-XA.
function mails_in_accents(server) {
  const all = readdirSync(server.mails).filter((name) => name.endsWith(".eml")).map((name) => read_mail(join(server.mails, name)));
  const of_tour = all.filter(({ to }) => /(asha|bisi|chidi|dayo|efe)@/.test(to));
  assert.ok(of_tour.length >= 8, `${of_tour.length} mails`);
  return of_tour;
}

test("nothing on any page of the tour is left untranslated", async () => {
  const data = new Data();
  const seen = new Map();
  await take_tour("en-XA", { width: 360, height: 740 }, async (page, name, server) => {
    await speaks(page, "en-XA");
    if (english_pages.has(name)) return;
    for (const line of await untranslated(page, [...(await data.of(server)), ...typed])) {
      if (!seen.has(line)) seen.set(line, name);
    }
  }, async (server) => {
    const people = [...(await data.of(server)), ...typed];
    for (const mail of mails_in_accents(server)) {
      for (const word of plain_words(mail.plain, people)) seen.set(`${word} in a mail to ${mail.to}:\n${mail.plain}`, "mail");
    }
  });
  assert.equal(seen.size, 0, [...seen].map(([line, name]) => `${name}: ${line}`).join("\n"));
});

test("a page that is read from the right fits a small screen", async () => {
  await take_tour("ar-XB", { width: 320, height: 640 }, async (page) => {
    await speaks(page, "ar-XB", "rtl");
    const wide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      const out = [...document.querySelectorAll("body *")].filter((e) => {
        const { left, right } = e.getBoundingClientRect();
        return left < -1 || right > clientWidth + 1;
      });
      return [`${scrollWidth} px wide`, ...out.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
    });
    assert.deepEqual(wide, []);
  });
});

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
