// Every page in every state, as the tour of tour.mjs comes through them: what axe finds, what scrolls sideways, times without
// their offset, the way of the Tab key, and how much a first view of a candidate's page weighs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { faults, start_browser, start_inspector, visitor } from "./browser.mjs";
import { Mailbox } from "./mailbox.mjs";
import { times_without_offset } from "./offsets.mjs";
import { Tour } from "./tour.mjs";

let server, browser, inspector, tour, people;

before(async () => {
  server = await start_server({ more: ["demo.inbox=true"] });
  browser = await start_browser();
  inspector = await start_inspector(browser);
  people = await Promise.all(["guest", "rival", "member"].map(async (name) => [name, await visitor(browser)]));
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

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
// Swagger's page and problem+json have no title of ours to look at.
const problems = [];

async function look(page, name) {
  try {
    assert.match(await page.title(), / – Rehearse$/);
    assert.equal(await page.locator("h1").count(), 1);
    if (await page.locator(".errors").count()) {
      assert.match(await page.title(), /^Error: /);
      assert.ok(await page.locator(".errors[autofocus]").count(), "the summary of mistakes has the focus");
      for (const a of await page.locator(".errors a").all()) assert.equal(await page.locator(await a.getAttribute("href")).count(), 1);
    }
    assert.deepEqual(await times_without_offset(page), []);
    await inspector.inspect(page);
    if (tabbed.has(name)) assert.ok((await tab_through(page)) > 4);
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
}

test("every page in every state", async () => {
  tour = new Tour(server, new Mailbox(server.mails), look);
  const pages = Object.fromEntries(people.map(([name, { page }]) => [name, page]));
  await tour.go(pages);
  assert.deepEqual(problems, []);
  for (const [name, { complaints }] of people) assert.deepEqual(faults(complaints), [], name);
});

// In bytes as they come over the line, heads included; contract 9 says 15 KB and three requests.
const most = 15 * 1024, most_requests = 3;

test("a first view of a candidate's page is light", async () => {
  const week = `/book/coding-60?zone=Asia/Kolkata&volunteer=${tour.zola}`;
  const paths = {
    home: "/", types: "/book", zone: "/book/coding-60", times: "/book/coding-60?zone=Africa/Lagos", "a full week": week,
    form: `${week}&start=${new Date(Date.now() + 40 * 3_600_000).toISOString().slice(0, 13)}:00:00Z`, booking: tour.chidi,
    move: tour.asha + "/move", change: tour.asha + "/change", cancel: tour.asha + "/cancel", find: "/find", privacy: "/privacy",
  };
  const rows = [];
  for (const [name, path] of Object.entries(paths)) {
    const { context, page } = await visitor(browser);
    const sizes = [];
    page.on("requestfinished", (request) => sizes.push(request.sizes()));
    await page.goto(path.startsWith("http") ? path : server.url + path, { waitUntil: "networkidle" });
    const all = await Promise.all(sizes);
    const bytes = all.reduce((sum, s) => sum + s.responseBodySize + s.responseHeadersSize, 0);
    rows.push({ page: name, requests: all.length, bytes });
    await context.close();
  }
  console.table(rows);
  for (const { page, requests, bytes } of rows) {
    assert.ok(bytes <= most, `${page}: ${bytes} bytes`);
    assert.ok(requests <= most_requests, `${page}: ${requests} requests`);
  }
});
