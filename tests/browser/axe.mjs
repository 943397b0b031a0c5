// What axe finds on a page as its visitor sees it, in that width and scheme. Where the browser runs no script axe alone may: those of the
// page were passed over when it was loaded.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A list of all zones has hundreds of options, which the browser itself draws.
const run = () => window.axe.run({ exclude: [["option"], ["optgroup"]] }, { resultTypes: ["violations"] });

// One for the life of the page: whichever leaves takes back what it has set.
const sessions = new WeakMap();

// A session takes back only what it has set itself.
async function let_scripts_run({ context, page }, may) {
  if (!sessions.has(page)) sessions.set(page, await context.newCDPSession(page));
  const disable = (value) => sessions.get(page).send("Emulation.setScriptExecutionDisabled", { value });
  await disable(true);
  if (may) await disable(false);
}

// `seen`: a visitor (browser.mjs). `but`: rules that do not count. A list of sentences; none: [].
export async function axe_findings(seen, but = []) {
  const { page, scripts } = seen;
  if (!scripts) await let_scripts_run(seen, true);
  await page.evaluate(source);
  const { violations } = await page.evaluate(run);
  if (!scripts) await let_scripts_run(seen, false);
  const counted = violations.filter(({ id }) => !but.includes(id));
  return counted.flatMap((v) => v.nodes.map((n) => `axe, ${v.id}: ${n.html.slice(0, 160)} (${n.any[0]?.message ?? v.help})`));
}
