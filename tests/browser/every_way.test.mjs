// Each flow in every way of factors.mjs: with and without JavaScript, by pointer and by keyboard alone, narrow and wide, light and
// dark, in each language. Every page that is met is looked at (every_page.mjs).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { start_browser, visitor } from "./browser.mjs";
import { Candidate } from "./candidate_flow.mjs";
import { findings_on, gathered } from "./every_page.mjs";
import { every_way, locales, spoken_locales, way_text } from "./factors.mjs";
import { Hand } from "./hand.mjs";
import { Mailbox } from "./mailbox.mjs";
import { all_day, send } from "./programme.mjs";
import { Volunteer } from "./volunteer_flow.mjs";

// Two at a time go their ways.
const at_once = 2;

let server, browser, mailbox, token;

before(async () => {
  server = await start_server({ more: ["demo.inbox=true"] });
  browser = await start_browser();
  mailbox = new Mailbox(server.mails);
  token = server.token("organizer", "organizer@example.org");
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
});

test("the server speaks every language in which the flows are gone through", async () => {
  const spoken = await spoken_locales(server);
  console.log(`spoken: ${spoken.join(", ")}; gone through: ${locales.join(", ")}`);
  assert.deepEqual(locales.filter((locale) => !spoken.includes(locale)), [], "not spoken");
});

// Somebody with a browser of their own, whose pages are looked at; what is wrong with them is gathered in `problems`.
async function person(Kind, way, name, problems) {
  const seen = await visitor(browser, {
    javaScriptEnabled: way.javascript, viewport: { width: way.width, height: 800 }, colorScheme: way.scheme,
    locale: /-X/.test(way.locale) ? "en" : way.locale, timezoneId: "Africa/Lagos",
  });
  const look = async (page_name) => {
    for (const finding of await findings_on(seen, way.locale)) problems.push(`${page_name}: ${finding}`);
  };
  const leave = () => seen.context.close();
  return Object.assign(new Kind({ server, mailbox, seen, look, way, name, hand: new Hand(seen.page, way) }), { leave });
}

async function made_volunteer(name, zone) {
  const given = { name, email: `${name.toLowerCase()}@example.org`, zone };
  const made = await send(server, token, "POST", "/api/v1/volunteers", given);
  return made.id;
}

async function candidates_way(way, number, problems) {
  const quick = await made_volunteer(`Quick${number}`, "Africa/Lagos");
  await send(server, token, "PUT", `/api/v1/volunteers/${quick}/availability`, all_day, { "If-Match": "*" });
  const she = await person(Candidate, way, `Asha${number}`, problems);
  await she.book();
  await she.correct();
  await she.say_that_she_comes();
  await she.find_links();
  await she.move();
  await she.cancel();
  await she.be_late(quick);
  await she.leave();
}

async function book_with(volunteer_id, number) {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const query = `type=coding-60&from=${day(2)}&to=${day(20)}&zone=UTC`;
  const { slots } = await send(server, token, "GET", `/api/v1/volunteers/${volunteer_id}/slots?${query}`);
  const { intake } = await send(server, token, "GET", "/api/v1/interview-types/coding-60");
  const answers = Object.fromEntries(intake.map(({ id, choices }) => [id, choices?.[0] ?? "Graphs"]));
  await send(server, token, "POST", "/api/v1/bookings", {
    interview_type: "coding-60", volunteer_id, start: slots[0].start,
    candidate: { name: "Bisi", email: `bisi${number}@example.org`, zone: "Asia/Kolkata" },
    preparation: { answers },
  });
}

async function volunteers_way(way, number, problems) {
  const id = await made_volunteer(`Nora${number}`, "America/New_York");
  const he = await person(Volunteer, way, `Nora${number}`, problems);
  await he.sign_in();
  await he.publish_hours();
  await book_with(id, number);
  await he.change_place();
  await he.call_off();
  await he.sign_out();
  await he.leave();
}

const flows = { candidate: candidates_way, volunteer: volunteers_way };
const all = every_way.flatMap((way, number) => Object.entries(flows).map(([who, go]) => ({ who, go, way, number })));

test("the ways of candidates and volunteers", { concurrency: at_once }, async (t) => {
  await Promise.all(all.map(({ who, go, way, number }) => t.test(`a ${who}'s way: ${way_text(way)}`, async () => {
    const problems = [];
    await go(way, number, problems);
    assert.equal(problems.length, 0, ["what is wrong", ...gathered(problems)].join("\n"));
  })));
});
