// The mails as a real SMTP server received them (exim4): rendered at phone and desktop width, light and dark, into
// build/screenshots/mails/ for people to look at; what axe finds in their HTML, what scrolls sideways, how large they are, and
// whether the plain text says the same.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { axe_findings } from "./axe.mjs";
import { desk, narrow, phone, start_browser, visitor } from "./browser.mjs";
import { start_exim } from "./exim.mjs";
import { locales } from "./factors.mjs";
import { of_width } from "./layout.mjs";
import { mail_findings } from "./mail_checks.mjs";
import { all_day, make_programme, send } from "./programme.mjs";

const pictures = resolve(dirname(fileURLToPath(import.meta.url)), "../../build/screenshots/mails");
let exim, server, browser, programme;

before(async () => {
  exim = await start_exim();
  server = await start_server({ seeded: false, more: exim.settings });
  programme = await make_programme(server);
  browser = await start_browser();
  mkdirSync(pictures, { recursive: true });
});
after(async () => {
  await browser?.close();
  assert.equal(await server.stop(), 0, "the server drains cleanly");
  await exim?.stop();
});

const call = (token, method, path, body, headers) => send(server, token, method, "/api/v1" + path, body, headers);
const organizer = (...rest) => call(programme.token, ...rest);

async function set_policy(changes) {
  const given = await fetch(server.url + "/api/v1/policies/standard", { headers: { Authorization: `Bearer ${programme.token}` } });
  await organizer("PUT", "/policies/standard", { ...(await given.json()), ...changes }, { "If-Match": given.headers.get("etag") });
}

async function arrived(fits, what) {
  for (let tries = 0; tries < 1200; ++tries) {
    const mail = exim.mails().find(fits);
    if (mail) return mail;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no mail came within two minutes: ${what}`);
}

const free = async () => {
  const date = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const query = `type=coding-60&from=${date(0)}&to=${date(20)}&zone=UTC`;
  return (await organizer("GET", `/volunteers/${programme.volunteer_id}/slots?${query}`)).slots.map((slot) => slot.start);
};

const preparation = {
  goal: "Graphs. Last time I ran out of time, and nobody told me what was wrong with what I had written; I would like to hear that.",
  programming_language: "Go", editor: "own_machine", format: ["camera_off", "captions"], answers: { level: "Senior" },
};
const book = (start, locale, email) => organizer("POST", "/bookings", { interview_type: "coding-60", volunteer_id: programme.volunteer_id,
  start, candidate: { name: "Adaeze Ọkọ́nkwọ̀", email, zone: "Africa/Lagos", locale }, preparation });

// The mails that people cause, each asked for and awaited: a booking, its move, its place, its reminder, its lateness, its end.
async function cause_mails(locale) {
  const address = `adaeze-${locale.toLowerCase()}@example.org`;
  const to_her = (words) => (mail) => mail.to.includes(address) && words.test(mail.plain);
  const about = (to, at, sequence) => (mail) => mail.to.includes(to) && mail.calendar.includes(at.replace(/[-:]/g, "")) && sequence.test(mail.calendar);
  // A later change overtakes mails that have not left.
  const both_have = async (at, sequence, what) => {
    for (const to of [address, "nora@example.org"]) await arrived(about(to, at, sequence), `${what} to ${to}`);
  };
  const soonest = async () => (await free()).find((start) => new Date(start) - Date.now() > 15 * 60_000);
  const start = await soonest();
  const seconds_to_book = 30; // a reminder whose time is over by then is not owed
  const minutes_before = Math.floor(((new Date(start) - Date.now()) / 1000 - seconds_to_book) / 60);
  await set_policy({ reminders: [{ minutes_before, to: ["candidate", "volunteer"], ask_attendance: true }] });
  const soon = await book(start, locale, address);
  await set_policy({ reminders: [], max_open_bookings: 2 });
  const later = (await free())[60];
  const other = await book(later, locale, address);
  await both_have(later, /SEQUENCE:0/, "the booking");
  const her = (what, body) => call(other.manage_token, "POST", `/bookings/${other.id}/${what}`, body);
  const { start: new_start } = await her("reschedule", { start: (await free())[100] });
  await both_have(new_start, /SEQUENCE:1/, "the move");
  await organizer("PATCH", `/bookings/${other.id}`, { meeting_url: "https://meet.example.org/another-room" }, { "If-Match": "*" });
  await both_have(new_start, /SEQUENCE:2/, "the place");
  await her("cancel", { reason: "conflict", message: "I am sorry, an exam came in between." });
  await call(soon.manage_token, "POST", `/bookings/${soon.id}/running-late`, { minutes: 10 });
  await call(null, "POST", "/bookings/find", { email: address });
  await arrived(to_her(/\d\d:\d\d/), "the confirmation");
  await set_policy({ confirm_email: true });
  await book((await free())[140], locale, address);
  await arrived(to_her(/\/confirm\//), "the confirmation of the address");
  await set_policy({ confirm_email: false });
  await send_sign_in_link();
  return arrived((mail) => mail.to.includes(address) && /eminder|ecordatorio/.test(mail.subject), "the reminder").catch(() => null);
}

async function send_sign_in_link() {
  const page = await (await browser.newContext()).newPage();
  await page.goto(server.url + "/sign-in");
  await page.locator("main [name=email]").fill("nora@example.org");
  await page.locator("main form button[type=submit]").click();
  await arrived((mail) => /\/sign-in\//.test(mail.plain), "the sign-in link");
  await page.context().close();
}

const name_of = ({ to, subject }, number) => `${String(number).padStart(2, "0")}-${/nora/.test(to) ? "volunteer" : "candidate"}-` +
  subject.replace(/[,:].*/, "").replace(/\W+/g, "-").toLowerCase().slice(0, 40);

// The page around a mail is the mail client's, and so are its landmarks.
const of_a_page = ["landmark-one-main", "region"];

// As in a mail client: no page of ours around it, nothing of it runs.
async function shown_as(mail, name, problems) {
  const seen = await visitor(browser);
  const { page, context } = seen;
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(narrow);
    await page.setContent(mail.html);
    const found = [...(await of_width(page)), ...(await axe_findings(seen, of_a_page))];
    problems.push(...found.map((finding) => `${name}, ${colorScheme}: ${finding}`));
    for (const size of [phone, desk]) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(pictures, `${name}-${size.width}-${colorScheme}.png`), fullPage: true });
    }
  }
  const shown = await page.evaluate(() => document.body.innerText);
  for (const finding of mail_findings(mail, shown)) problems.push(`${name}: ${finding}`);
  await context.close();
}

test("the mails that people get are good to read", async () => {
  await organizer("PUT", `/volunteers/${programme.volunteer_id}/availability`, { ...all_day, zone: "America/New_York", step_minutes: 15 }, { "If-Match": "*" });
  const spoken = locales.filter((each) => !/-X/.test(each));
  for (const locale of spoken) assert.ok(await cause_mails(locale), `the reminder in ${locale}`);
  // The welcome; in each language to both: two bookings, a move, a place, an end and a reminder; and to one of them the
  // lateness, the links, the address to confirm and the link to sign in.
  const expected = 1 + spoken.length * 16;
  for (let tries = 0; tries < 300 && exim.mails().length < expected; ++tries) await new Promise((done) => setTimeout(done, 100));
  const mails = exim.mails();
  const problems = [];
  for (const [number, mail] of mails.entries()) await shown_as(mail, name_of(mail, number), problems);
  console.table(mails.map((mail, number) => ({ mail: name_of(mail, number), octets: mail.source.length })));
  assert.equal(problems.length, 0, problems.join("\n"));
  assert.equal(mails.length, expected);
});

test("what is wrong with a mail is found", async () => {
  const good = { source: "x", subject: "Booked", plain: "At 10:00–11:00 (UTC):\nhttp://a.example/b/1", html: '<p>At 10:00–11:00 (UTC): <a href="http://a.example/b/1">it</a>' };
  assert.deepEqual(mail_findings(good, "At 10:00–11:00 (UTC): it"), []);
  const wrong = (changes, shown = "At 10:00–11:00 (UTC): it") => mail_findings({ ...good, ...changes }, shown).join("\n");
  assert.match(wrong({ source: "x".repeat(20_000) }), /20000 octets/);
  assert.match(wrong({ plain: good.plain + "\n" + "a word ".repeat(12) }), /a line of/);
  assert.match(wrong({ html: good.html + '<a href="http://a.example/c">' }), /in HTML alone: http:\/\/a.example\/c/);
  assert.match(wrong({ plain: good.plain + " http://a.example/d" }), /in plain text alone/);
  assert.match(wrong({}, "At 11:00–12:00 (UTC)"), /in HTML alone: 11:00[^]*in plain text alone: 10:00/);
});
