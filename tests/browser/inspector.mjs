// Looks at the same pages with scripts of its own, which axe needs and a visitor's browser may not run: it opens what the visitor
// sees, also the answer to a POST, under the same address, less the page's own scripts, which have done their work there already.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { desk, narrow, patience } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Node 18 leaves out the difference where there is a message: so the message holds it.
function none(findings, what) {
  assert.equal(findings.length, 0, [what, ...findings].join("\n"));
}

export const without_scripts = (html) => html.replace(/<script\b[^>]*>[^]*?<\/script>/g, "");

export async function start_inspector(browser) {
  const context = await browser.newContext({ bypassCSP: true, viewport: narrow });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  let shown = "";
  await page.route("**/*", (route) =>
    route.request().resourceType() === "document" ? route.fulfill({ contentType: "text/html", body: shown }) : route.continue());

  async function open(seen) {
    shown = without_scripts(await seen.content());
    await page.goto(seen.url());
  }

  async function axe_findings(rules) {
    // A list of all zones has hundreds of options, which the browser itself draws.
    const { violations } = await page.evaluate((runOnly) =>
      window.axe.run({ exclude: [["option"], ["optgroup"]] }, { runOnly, resultTypes: ["violations"] }), rules);
    return violations.flatMap((v) => v.nodes.map((n) => `axe, ${v.id}: ${n.html.slice(0, 160)} (${n.any[0]?.message ?? v.help})`));
  }

  const overflow = () => page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter((e) => {
      const { left, right } = e.getBoundingClientRect();
      return right > width + 1 || left < -1;
    });
    return [`wider than ${width} px: ${document.documentElement.scrollWidth} px`, ...wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
  });

  const where = async (seen) => `${await seen.title()} at ${seen.url()}`;

  // Neither at 1280 nor at 320 px anything scrolls sideways.
  async function measure(seen) {
    await page.setViewportSize(desk);
    await open(seen);
    none(await overflow(), await where(seen));
    await page.setViewportSize(narrow);
    none(await overflow(), await where(seen));
  }

  // Nor does axe find anything, and no colour is too pale in the dark either, at 1280 px.
  async function inspect(seen) {
    await page.emulateMedia({ colorScheme: "light" });
    await measure(seen);
    await page.evaluate(axe);
    none(await axe_findings(undefined), await where(seen));
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize(desk);
    none(await axe_findings(["color-contrast"]), `in the dark: ${await where(seen)}`);
  }

  // What is wrong with it at one width in one scheme, less what some rules of axe say; none: [].
  async function findings(seen, { width, scheme, but = [] }) {
    await page.setViewportSize({ width, height: width < 700 ? narrow.height : desk.height });
    await page.emulateMedia({ colorScheme: scheme });
    await open(seen);
    await page.evaluate(axe);
    const found = [...(await overflow()), ...(await axe_findings(undefined))];
    return found.filter((line) => !but.some((rule) => line.startsWith(`axe, ${rule}:`)));
  }
  // Which colours are too pale in the dark, of what was opened last.
  async function pale_in_the_dark() {
    await page.setViewportSize(desk);
    await page.emulateMedia({ colorScheme: "dark" });
    return [...(await overflow()), ...(await axe_findings(["color-contrast"]))].map((finding) => `in the dark, wide: ${finding}`);
  }
  const close = () => context.close();
  return { inspect, measure, findings, pale_in_the_dark, close };
}
