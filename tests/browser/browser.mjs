// Debian's Chromium, with a profile of its own that is thrown away. A visitor's pages run no script unless asked to, and whatever
// the browser complains of is kept, and the HTML as it was served.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
export const patience = 60_000;

export const phone = { width: 360, height: 740 };
export const narrow = { width: 320, height: 640 };
export const desk = { width: 1280, height: 900 };

export function start_browser(more_flags = []) {
  const executablePath = process.env.REHEARSE_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: [...flags, ...more_flags], timeout: patience });
}

const is_page = (given) => given.request().isNavigationRequest() && given.request().frame().parentFrame() === null &&
  (given.status() < 300 || given.status() > 399);

// Violations that no line in the console tells of, such as those of a policy that is only reported.
function report_violations() {
  addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.effectiveDirective} ${e.blockedURI}`));
}

// A person with a browser of their own: `page`; `scripts`, whether it runs any; `complaints`, one line each; `served()`, the HTML of the
// page as it came.
export async function visitor(browser, options = {}) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: phone, ...options });
  context.setDefaultTimeout(patience);
  if (options.javaScriptEnabled) await context.addInitScript(report_violations);
  const page = await context.newPage();
  const complaints = [];
  let html = Promise.resolve("");
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  // What the page itself gives up is no fault.
  page.on("requestfailed", (request) => request.failure().errorText === "net::ERR_ABORTED" || complaints.push(`failed: ${request.url()}`));
  page.on("response", (given) => {
    if (is_page(given)) html = given.text().catch(() => "");
    if (given.status() >= 400 && given.request().resourceType() !== "document") complaints.push(`${given.status()}: ${given.url()}`);
  });
  return { context, page, scripts: options.javaScriptEnabled ?? false, complaints, served: () => html };
}

// What no form that was refused on purpose explains: errors in the console, violations of the content security policy.
export function faults(complaints) {
  return complaints.filter((line) => !/Failed to load resource: .* 4\d\d /.test(line));
}

// Looks again and again until it is so, for at most a minute: what then is not so, the test's next assertion says.
export async function becomes(page, is_so) {
  for (let tries = 0; tries < 1200 && !(await is_so()); ++tries) await page.waitForTimeout(50);
}

// Chromium's own page, which says that there is no line.
export async function error_page(page) {
  await becomes(page, () => page.url().startsWith("chrome-error"));
  assert.match(page.url(), /^chrome-error/);
}

// What `deed` gives, which leads away from the error page: Chromium needs a moment until it is attached to its own page.
export async function once_attached(page, deed) {
  for (let tries = 0; ; ++tries) {
    try {
      return await deed();
    } catch (error) {
      if (tries === 50 || !/Not attached to an active page/.test(error.message)) throw error;
      await page.waitForTimeout(100);
    }
  }
}
