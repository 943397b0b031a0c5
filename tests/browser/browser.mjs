// Debian's Chromium, with a profile of its own that is thrown away. A visitor's pages run no script, and whatever the browser
// complains of is kept. The inspector looks at the same pages with scripts, which axe and measuring need.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const patience = 60_000;

export const phone = { width: 360, height: 740 };
const narrow = { width: 320, height: 640 };
export const desk = { width: 1280, height: 900 };

export function start_browser(more_flags = []) {
  const executablePath = process.env.REHEARSE_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: [...flags, ...more_flags], timeout: patience });
}

// A person with a browser of their own: `page`, and `complaints`, one line each.
export async function visitor(browser, options = {}) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: phone, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("response", (given) => {
    if (given.status() >= 400 && given.request().resourceType() !== "document") complaints.push(`${given.status()}: ${given.url()}`);
  });
  return { context, page, complaints };
}

// What no form that was refused on purpose explains: errors in the console, violations of the content security policy.
export function faults(complaints) {
  return complaints.filter((line) => !/Failed to load resource: .* 4\d\d /.test(line));
}

// Node 18 leaves out the difference where there is a message: so the message holds it.
function none(findings, what) {
  assert.equal(findings.length, 0, [what, ...findings].join("\n"));
}

export async function start_inspector(browser) {
  const context = await browser.newContext({ bypassCSP: true, viewport: narrow });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  let shown = "";
  await page.route("**/*", (route) =>
    route.request().resourceType() === "document" ? route.fulfill({ contentType: "text/html", body: shown }) : route.continue());

  // Opens what the visitor sees, also the answer to a POST, under the same address.
  async function open(seen) {
    shown = await seen.content();
    await page.goto(seen.url());
  }

  async function axe_findings(rules) {
    // A list of all zones has hundreds of options, which the browser itself draws.
    const { violations } = await page.evaluate((runOnly) =>
      window.axe.run({ exclude: [["option"], ["optgroup"]] }, { runOnly, resultTypes: ["violations"] }), rules);
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} (${n.any[0]?.message ?? v.help})`));
  }

  const overflow = () => page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} px wide`, ...wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
  });

  const where = async (seen) => `${await seen.title()} at ${seen.url()}`;

  // Neither at 1280 nor at 320 px anything scrolls sideways.
  async function measure(seen) {
    await page.setViewportSize(desk);
    await open(seen);
    none(await overflow(), `wider than 1280 px: ${await where(seen)}`);
    await page.setViewportSize(narrow);
    none(await overflow(), `wider than 320 px: ${await where(seen)}`);
  }

  // Nor does axe find anything, and no colour is too pale in the dark either, at 1280 px.
  async function inspect(seen) {
    await page.emulateMedia({ colorScheme: "light" });
    await measure(seen);
    await page.evaluate(axe);
    none(await axe_findings(undefined), `axe: ${await where(seen)}`);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize(desk);
    none(await axe_findings(["color-contrast"]), `axe, in the dark: ${await where(seen)}`);
  }
  return { inspect, measure };
}
