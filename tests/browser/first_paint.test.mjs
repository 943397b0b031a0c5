// How soon a candidate sees something of each page on a slow line. The table is printed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { start_browser } from "./browser.mjs";
import { every_path, first_view } from "./first_views.mjs";

// 400 ms there and back, 400 kbit/s: DNS and TCP are not slowed by the browser's emulation, so what is counted is the wait for
// the page and then, at the same time, for its style sheet and script; the time on the server is on top.
const slow_line = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const first_paint_within = 1500;
// The first of so many that is in time, else the best: what other programs do to the machine meanwhile is not the page's.
const tries = 5;

let server, browser, paths;

before(async () => {
  server = await start_server();
  browser = await start_browser();
  paths = await every_path(server);
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

async function first_paint(path) {
  const { context, page } = await first_view({ server, browser }, "candidate", path, { javaScriptEnabled: true });
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", slow_line);
  await page.goto(server.url + path);
  const paint = () => page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  let painted = await paint();
  for (let waits = 0; waits < 100 && painted === undefined; ++waits) {
    await page.waitForTimeout(50);
    painted = await paint();
  }
  const given = await page.evaluate(() => performance.getEntriesByType("navigation")[0].responseEnd);
  const result = { paint: Math.round(painted), "page came at": Math.round(given) };
  await context.close();
  return result;
}

async function best_paint(path) {
  let best = { paint: Infinity };
  for (let n = 0; n < tries && best.paint > first_paint_within; ++n) {
    const one = await first_paint(path);
    if (one.paint < best.paint) best = one;
  }
  return best;
}

test("a candidate sees something within 1.5 s at 400 ms there and back and 400 kbit/s", async () => {
  const rows = [];
  for (const [name, path] of Object.entries(paths.candidate)) rows.push({ page: name, ...(await best_paint(path)) });
  console.table(rows);
  assert.deepEqual(rows.filter((row) => row.paint > first_paint_within).map((row) => `${row.page}: ${row.paint} ms`), []);
});

test("what is too slow is found", async () => {
  const before_it = slow_line.latency;
  slow_line.latency = 1000;
  const late = await first_paint("/find");
  slow_line.latency = before_it;
  assert.ok(late.paint > first_paint_within, `${late.paint} ms with a round trip of a second`);
});
