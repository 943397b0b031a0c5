// What holds of every page, whatever it is about: a list of sentences of what is wrong; none: all is well.
import { axe_findings } from "./axe.mjs";
import { faults } from "./browser.mjs";
import { of_layout } from "./layout.mjs";
import { html_findings } from "./served_html.mjs";
import { times_without_offset } from "./offsets.mjs";
import { slot_name_findings } from "./slot_names.mjs";
import { pattern } from "./words.mjs";

async function of_title(page, locale) {
  const title = await page.title();
  const findings = [];
  if (!/\S.* – Rehearse$/.test(title)) findings.push(`the title does not say where one is: ${title}`);
  const has_mistakes = (await page.locator(".errors").count()) > 0;
  const says_so = new RegExp("^\\[?" + pattern(locale, "Error: {title}")).test(title);
  if (has_mistakes && !says_so) findings.push(`the title does not begin with the error: ${title}`);
  if ((await page.locator("h1").count()) !== 1) findings.push("not exactly one h1");
  return findings;
}

export async function of_language(page, locale) {
  const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: getComputedStyle(document.body).direction }));
  const wanted = /^ar/.test(locale) ? "rtl" : "ltr";
  return [...(lang === locale ? [] : [`the page says that it speaks ${lang}`]), ...(dir === wanted ? [] : [`lines run ${dir}`])];
}

// Waits until something has the focus, for a while: `autofocus` is obeyed when the page is first drawn, which may be after it was loaded.
async function until_something_has_focus(page) {
  const late = Date.now() + 10_000;
  while (Date.now() < late) {
    if (await page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
}

// The summary of mistakes has the focus, and each of its links leads to something that can be filled in or chosen.
export async function of_mistakes(page) {
  if (await page.locator(".errors[autofocus]").count()) await until_something_has_focus(page);
  return page.evaluate(() => {
    const summary = document.querySelector(".errors");
    if (!summary) return [];
    const findings = [];
    if (document.activeElement !== summary) findings.push(`the summary of mistakes has not the focus, but ${document.activeElement?.outerHTML.slice(0, 80)}`);
    for (const a of summary.querySelectorAll("a[href^='#']")) {
      const target = document.getElementById(decodeURIComponent(a.hash.slice(1)));
      if (!target) findings.push(`nothing has the id ${a.hash}`);
      else if (target.tabIndex < 0 && !target.hasAttribute("tabindex") && !target.querySelector("input, select, textarea, button, a")) findings.push(`${a.hash} takes no focus`);
      else if (!target.checkVisibility()) findings.push(`${a.hash} is not to be seen`);
    }
    return findings;
  });
}

// `seen`: a visitor (browser.mjs).
export async function findings_on(seen, locale) {
  const { page } = seen;
  const complaints = faults(seen.complaints.splice(0));
  const served = await seen.served();
  return [
    ...(await of_mistakes(page)),
    ...complaints.map((line) => `complaint: ${line}`),
    ...(await of_title(page, locale)),
    ...(await of_language(page, locale)),
    ...(await of_layout(page)),
    ...(await times_without_offset(page)).map((line) => `a time without its offset: ${line}`),
    ...(await slot_name_findings(page, locale)),
    ...(served ? await html_findings(served) : ["no HTML was seen"]),
    ...(await axe_findings(seen)),
  ];
}

// Of lines "page: what": what is found on many pages is said once.
export function gathered(problems) {
  const places = new Map();
  for (const line of problems) {
    const [, page, what] = /^([\w-]+): ([^]*)$/.exec(line);
    places.set(what, [...(places.get(what) ?? []), page]);
  }
  return [...places].map(([what, pages]) => `${what}\n    on ${[...new Set(pages)].slice(0, 6).join(", ")}`);
}
