// What a page has to be in one language besides what every page is: whatever leads on, leads on in that language; in Spanish the switch
// says so; in en-XA nothing is left that nobody translates, on the page or in the mails. Lists of sentences; none: [].
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { read_mail } from "./mailbox.mjs";
import { send } from "./programme.mjs";
import { plain_words, texts_in, untranslated } from "./untranslated.mjs";

// Links and forms that would lead out of the language.
async function ways_out(page, locale) {
  const lost = await page.evaluate((lang) => {
    const leads = (path) => path?.startsWith("/") && !/^\/(assets|api)\//.test(path) && !/[?&]lang=/.test(path);
    const links = [...document.querySelectorAll("a[href], form[method=post], button[formaction]")]
      .filter((e) => leads(e.getAttribute("href") ?? e.getAttribute("action") ?? e.getAttribute("formaction")));
    const forms = [...document.querySelectorAll("form:not([method=post])")].filter((f) => f.elements.lang?.value !== lang);
    return [...links, ...forms].map((e) => e.outerHTML.slice(0, 120));
  }, locale);
  return lost.map((html) => `leads out of ${locale}: ${html}`);
}

async function of_spanish(page) {
  const here = await page.locator("nav.languages [aria-current]").innerText();
  const english = await page.locator("nav.languages a[hreflang=en]").getAttribute("href");
  return [...(here === "Español" ? [] : [`the switch says ${here}`]), ...(/[?&]lang=en(&|$)/.test(english) ? [] : [`the switch leads to ${english}`])];
}

// Languages are named in their own language; the rest is what the tests type.
const typed = ["English", "Español", "Atlantis", "somewhere", "upstairs", "English!", "noon", "25:00", "9999", "rehearse mail release"];

// What people wrote: it stays as it is in every language.
export class Data {
  constructor(server) {
    this.server = server;
    this.token = server.token("organizer", "reader@example.org");
  }

  async now() {
    const api = (path) => send(this.server, this.token, "GET", "/api/v1" + path);
    this.lasting ??= await Promise.all(["/interview-types", "/programme"].map(api));
    return [...texts_in(this.lasting, await Promise.all(["/volunteers?limit=200", "/bookings?limit=200"].map(api))), ...typed];
  }
}

// Files of mails, the API's own words.
const english_pages = new Set(["mails", "mail", "problem", "problems"]);

// `data`: of the server that the page is of.
export async function findings_in(locale, page, name, data) {
  const found = locale === "en" ? [] : await ways_out(page, locale);
  if (locale === "es") found.push(...(await of_spanish(page)));
  if (locale === "en-XA" && !english_pages.has(name)) found.push(...(await untranslated(page, await data.now())));
  return found;
}

// Of those who booked on the tour, and so read, in en-XA.
export async function findings_in_mails(data) {
  const { mails } = data.server;
  const all = readdirSync(mails).filter((name) => name.endsWith(".eml")).map((name) => read_mail(join(mails, name)));
  const of_tour = all.filter(({ to }) => /(asha|bisi|chidi|dayo|efe)@/.test(to));
  assert.ok(of_tour.length >= 8, `${of_tour.length} mails`);
  const people = await data.now();
  return of_tour.flatMap(({ to, plain }) => plain_words(plain, people).map((word) => `mail: ${word} in a mail to ${to}:\n${plain}`));
}
