// How much a first view of each page weighs, with and without JavaScript. The table is printed; the limits for candidates are those of
// contract 9.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { start_browser } from "./browser.mjs";
import { every_path, first_view } from "./first_views.mjs";

// In bytes as they come over the line, heads included.
const limits = {
  candidate: { bytes: 15 * 1024, requests: 3 }, volunteer: { bytes: 32 * 1024, requests: 3 }, organizer: { bytes: 32 * 1024, requests: 3 },
};
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

async function weighed(who, path, javaScriptEnabled) {
  const { context, page } = await first_view({ server, browser }, who, path, { javaScriptEnabled, timezoneId: "Asia/Kolkata" });
  const sizes = [];
  page.on("requestfinished", (request) => sizes.push(request.sizes()));
  await page.goto(server.url + path, { waitUntil: "networkidle" });
  const all = await Promise.all(sizes);
  await context.close();
  return { requests: all.length, bytes: all.reduce((sum, s) => sum + s.responseBodySize + s.responseHeadersSize, 0) };
}

function too_heavy(who, { page, requests, bytes }) {
  const most = limits[who];
  return [...(bytes > most.bytes ? [`${page}: ${bytes} bytes`] : []), ...(requests > most.requests ? [`${page}: ${requests} requests`] : [])];
}

test("a first view of every page is light", async () => {
  const rows = [], faults = [];
  for (const [who, pages] of Object.entries(paths)) {
    for (const [name, path] of Object.entries(pages)) {
      const [plain, scripted] = [await weighed(who, path, false), await weighed(who, path, true)];
      rows.push({ page: `${who}: ${name}`, requests: plain.requests, bytes: plain.bytes, "requests, JS": scripted.requests, "bytes, JS": scripted.bytes });
      // Whatever is loaded until all is quiet counts, also where a script goes on to another page by itself.
      faults.push(...too_heavy(who, { page: name, ...plain }), ...too_heavy(who, { page: `${name}, with JavaScript`, ...scripted }));
    }
  }
  console.table(rows);
  assert.deepEqual(faults, []);
});

test("what is too heavy is found", () => {
  assert.deepEqual(too_heavy("candidate", { page: "x", bytes: 15 * 1024 + 1, requests: 4 }), [`x: ${15 * 1024 + 1} bytes`, "x: 4 requests"]);
});
