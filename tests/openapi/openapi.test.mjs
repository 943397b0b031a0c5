// The OpenAPI document and the server, held together: the document is valid, and each operation is called, rightly and wrongly.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Client, document, operations } from "./contract.mjs";
import { start_server } from "./server.mjs";
import { start_smtp_sink } from "./smtp_sink.mjs";

let server, client, organizer, maya, ravi;
const hours = (count) => new Date(Date.now() + count * 3_600_000).toISOString().slice(0, 19) + "Z";
const day = (count) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);

before(async () => {
  server = await start_server();
  client = new Client(server.url);
  organizer = server.token("organizer", "organizer@example.org");
  const volunteers = (await client.call("list_volunteers", 200, { token: organizer })).body.items.filter((v) => v.status === "active");
  [maya, ravi] = volunteers.slice(0, 2);
  maya.token = server.token("volunteer", maya.email);
});
after(async () => assert.equal(await server.stop(), 0, "the server drains cleanly"));

// Everything that the intake form of the demo asks for.
const answers = { level: "Senior", topic: "Graphs", role: "Backend engineer" };
let people = 0;

async function first_type() {
  return (await client.call("list_interview_types", 200)).body.items.find((t) => t.id === "coding-60");
}

async function preparation_for(type) {
  const filled = {};
  for (const q of type.intake) filled[q.id] = q.kind === "choice" ? q.choices[0] : q.kind === "yes_no" ? "yes" : (answers[q.id] ?? "yes");
  return { answers: filled };
}

async function free_starts(volunteer, type = "coding-60") {
  const query = { type, from: day(2), to: day(40), zone: "Asia/Kolkata" };
  return (await client.call("list_slots", 200, { path: { id: volunteer.id }, query })).body.slots.map((s) => s.start);
}

async function new_booking(volunteer, start) {
  const type = await first_type();
  const body = {
    interview_type: type.id, volunteer_id: volunteer.id, start, preparation: await preparation_for(type), reference: "ref-1",
    candidate: { name: "Adaeze O.", email: `adaeze${++people}@example.org`, zone: "Africa/Lagos", locale: "en" }, consents: { job_leads: true },
  };
  return { body, ...(await client.call("book_slot", 201, { body })) };
}

test("the document is valid OpenAPI 3.1", async () => {
  const found = await new Validator().validate(structuredClone(document));
  assert.ok(found.valid, JSON.stringify(found.errors));
});

test("the server gives the document itself, the zones and the programme", async () => {
  assert.deepEqual((await client.call("read_openapi", 200)).body, document);
  const zones = [];
  for (let cursor; cursor !== null; ) {
    const page = (await client.call("list_zones", 200, { query: { limit: 200, ...(cursor && { cursor }) } })).body;
    zones.push(...page.items);
    cursor = page.next;
  }
  assert.ok(zones.find((z) => z.name === "Asia/Kolkata" && z.offset === "+05:30" && z.country === "IN" && z.aliases.includes("Asia/Calcutta")));
  const programme = await client.call("read_programme", 200);
  await client.call("read_programme", 304, { headers: { "If-None-Match": programme.headers.get("etag") } });
  assert.equal(programme.headers.get("access-control-allow-origin"), "*");
  await client.call("list_zones", 400, { query: { country: "IN" } });
  await client.call("read_programme", 406, { headers: { Accept: "text/html" } });
});

test("what GET answers may be PUT back, and only with If-Match", async () => {
  const { body, headers } = await client.call("read_programme", 200);
  await client.call("save_programme", 401, { body });
  await client.call("save_programme", 403, { body, token: maya.token });
  await client.call("save_programme", 428, { body, token: organizer });
  const saved = await client.call("save_programme", 200, { body, token: organizer, headers: { "If-Match": headers.get("etag") } });
  await client.call("save_programme", 412, { body, token: organizer, headers: { "If-Match": headers.get("etag") } });
  assert.deepEqual(saved.body, body);
});

test("interview types are created once, read and changed", async () => {
  const body = { id: "pair-30", title: "Pairing", duration_minutes: 30 };
  await client.call("create_interview_type", 401, { body });
  const made = await client.call("create_interview_type", 201, { body, token: organizer });
  await client.call("create_interview_type", 409, { body, token: organizer });
  await client.call("create_interview_type", 422, { body: { ...body, id: "Pair 30", duration_minutes: 5 }, token: organizer });
  const path = { slug: "pair-30" };
  assert.equal((await client.call("read_interview_type", 200, { path })).body.title, "Pairing");
  await client.call("read_interview_type", 404, { path: { slug: "none" } });
  const change = { path, token: organizer, body: { title: "Pair programming", description: null } };
  await client.call("change_interview_type", 428, change);
  const changed = await client.call("change_interview_type", 200, { ...change, headers: { "If-Match": made.headers.get("etag") } });
  assert.equal(changed.body.title, "Pair programming");
});

test("policies are created by PUT and put in place of each other", async () => {
  const list = await client.call("list_policies", 200, { token: organizer });
  assert.ok(list.body.items.some((p) => p.id === "standard"));
  await client.call("list_policies", 403, { token: maya.token });
  const path = { slug: "gentle" };
  const body = { name: "Gentle", hold_minutes: 30, reminders: [{ minutes_before: 120, to: ["candidate"], ask_attendance: true }], no_show: null };
  const made = await client.call("save_policy", 201, { path, body, token: organizer, headers: { "If-None-Match": "*" } });
  await client.call("save_policy", 412, { path, body, token: organizer, headers: { "If-None-Match": "*" } });
  const read = await client.call("read_policy", 200, { path, token: organizer });
  assert.equal(read.body.no_show, null);
  await client.call("save_policy", 200, { path, body: read.body, token: organizer, headers: { "If-Match": made.headers.get("etag") } });
  await client.call("save_policy", 422, { path, body: { name: "", hold_minutes: -1 }, token: organizer, headers: { "If-Match": "*" } });
  await client.call("read_policy", 404, { path: { slug: "none" }, token: organizer });
});

test("volunteers are invited, seen without addresses by the public, and edit themselves", async () => {
  const body = { name: "Ada", email: "Ada@example.org", zone: "Europe/Paris", spoken: ["fr", "en"], languages: ["c++"] };
  const made = await client.call("invite_volunteer", 201, { body, token: organizer });
  await client.call("invite_volunteer", 409, { body, token: organizer });
  await client.call("invite_volunteer", 422, { body: { name: "x", email: "no", zone: "Mars", status: "gone" }, token: organizer });
  await client.call("invite_volunteer", 403, { body, token: maya.token });
  const path = { id: made.body.id };
  const public_view = (await client.call("read_volunteer", 200, { path })).body;
  assert.equal(public_view.email, undefined);
  await client.call("read_volunteer", 404, { path: { id: "vol_none" } });
  const token = server.token("volunteer", "ada@example.org");
  const change = { path, token, body: { headline: "Compilers", meeting_url: "https://meet.example.org/ada" } };
  await client.call("change_volunteer", 412, { ...change, headers: { "If-Match": '"r99"' } });
  const changed = await client.call("change_volunteer", 200, { ...change, headers: { "If-Match": made.headers.get("etag") } });
  assert.equal(changed.body.headline, "Compilers");
  await client.call("list_volunteers", 400, { query: { limit: 1000 } });
});

test("availability is published, answered as it is PUT, and makes slots", async () => {
  const path = { id: maya.id };
  const seen = await client.call("read_availability", 200, { path, token: maya.token });
  await client.call("read_availability", 401, { path });
  const put = { path, token: maya.token, body: seen.body };
  const done = await client.call("publish_availability", 200, { ...put, headers: { "If-Match": seen.headers.get("etag") } });
  assert.deepEqual(done.body.weekly, seen.body.weekly);
  assert.ok(Array.isArray(done.body.bookings_outside));
  await client.call("publish_availability", 412, { ...put, headers: { "If-Match": seen.headers.get("etag") } });
  await client.call("publish_availability", 428, put);
  const wrong = { zone: "Mars/Base", weekly: [{ days: ["mon"], from: "09:00", to: "09:00" }], step_minutes: 1 };
  const refused = await client.call("publish_availability", 422, { ...put, body: wrong, headers: { "If-Match": "*" } });
  assert.ok(refused.body.errors.length >= 3);
  await client.call("publish_availability", 404, { ...put, path: { id: "vol_none" }, headers: { "If-Match": "*" } });
});

test("slots are listed for one, for all, for an instant, and explained", async () => {
  const [start] = await free_starts(maya);
  const range = { type: "coding-60", from: day(2), to: day(9), zone: "Africa/Lagos" };
  const listed = await client.call("list_slots", 200, { path: { id: maya.id }, query: range });
  await client.call("list_slots", 304, { path: { id: maya.id }, query: range, headers: { "If-None-Match": listed.headers.get("etag") } });
  await client.call("list_slots", 400, { path: { id: maya.id }, query: { ...range, to: day(90) } });
  await client.call("list_slots", 404, { path: { id: "vol_none" }, query: range });
  const pool = (await client.call("list_pool_slots", 200, { query: { ...range, language: "go", spoken: "en" } })).body.slots;
  assert.ok(pool.length > 0);
  await client.call("list_pool_slots", 400, { query: { ...range, to: day(20) } });
  const at = (await client.call("list_pool_slots", 200, { query: { type: "coding-60", start } })).body.slots;
  assert.ok(at[0].volunteers.some((v) => v.id === maya.id));
  const why = { type: "coding-60", start };
  assert.equal((await client.call("explain_slot", 200, { path: { id: maya.id }, query: why })).body.offered, true);
  const not = await client.call("explain_slot", 200, { path: { id: maya.id }, query: { ...why, start: hours(-1) } });
  assert.equal(not.body.offered, false);
  await client.call("explain_slot", 400, { path: { id: maya.id }, query: { type: "coding-60", start: "soon" } });
});

test("a booking lives its life", async () => {
  const starts = await free_starts(maya);
  const made = await new_booking(maya, starts[0]);
  const path = { id: made.body.id };
  const token = made.body.manage_token;
  assert.match(made.body.manage_url, /\/b\//);

  const taken = await client.call("book_slot", 409, { body: await again(made) });
  assert.equal(taken.body.code, "slot_unavailable");
  assert.ok(taken.body.alternatives.length > 0);
  await client.call("book_slot", 422, { body: { ...(await again(made)), surprise: 1 } });
  await client.call("book_slot", 422, { body: { ...(await again(made)), interview_type: "none" } });

  const read = await client.call("read_booking", 200, { path, token });
  assert.equal(read.body.manage_token, undefined);
  await client.call("read_booking", 200, { path, token: organizer });
  await client.call("read_booking", 200, { path, token: maya.token });
  await client.call("read_booking", 401, { path });
  await client.call("read_booking", 404, { path: { id: "bk_none" }, token });

  const patch = { path, token, body: { candidate: { name: "Adaeze Obi" }, preparation: { goal: "Graphs" } } };
  await client.call("change_booking", 428, patch);
  const changed = await client.call("change_booking", 200, { ...patch, headers: { "If-Match": read.headers.get("etag") } });
  assert.equal(changed.body.candidate.name, "Adaeze Obi");
  assert.equal(changed.body.preparation.answers !== undefined, true);
  const place = { path, token: maya.token, body: { meeting_url: "https://meet.example.org/here" }, headers: { "If-Match": changed.headers.get("etag") } };
  assert.equal((await client.call("change_booking", 200, place)).body.sequence, 1);
  await client.call("change_booking", 403, { ...patch, token: maya.token, headers: { "If-Match": "*" } });

  await client.call("reschedule_booking", 403, { path, token: maya.token, body: { start: starts[3] } });
  await client.call("reschedule_booking", 409, { path, token, body: { start: hours(1) } });
  const moved = await client.call("reschedule_booking", 200, { path, token, body: { start: starts.at(-1) } });
  assert.equal(moved.body.sequence, 2);
  assert.equal(moved.body.start, starts.at(-1));
  assert.ok((await free_starts(maya)).includes(starts[0]), "the old slot is free again");

  assert.equal((await client.call("confirm_attendance", 200, { path, token })).body.attendance, "confirmed");
  await client.call("tell_running_late", 409, { path, token, body: { minutes: 10 } });
  await client.call("tell_running_late", 422, { path, token, body: { minutes: 0 } });
  await client.call("report_presence", 409, { path, token, body: { candidate: "came" } });
  await client.call("report_presence", 422, { path, token, body: {} });

  const cancelled = await client.call("cancel_booking", 200, { path, token, body: { reason: "illness", message: "Sorry!" } });
  assert.equal(cancelled.body.state, "cancelled");
  assert.deepEqual((await client.call("cancel_booking", 200, { path, token, body: {} })).body, cancelled.body);
  assert.equal(cancelled.body.cancellation.reason, undefined, "the reason is shown to the organizer alone");
  assert.equal((await client.call("read_booking", 200, { path, token: organizer })).body.cancellation.reason, "illness");
  await client.call("cancel_booking", 404, { path, token: server.token("volunteer", ravi.email), body: {} });
});

// The same wish by somebody else.
async function again(made) {
  return { interview_type: "coding-60", volunteer_id: maya.id, start: made.body.start, preparation: await preparation_for(await first_type()),
    candidate: { name: "Chidi", email: `chidi${++people}@example.org`, zone: "Africa/Lagos" } };
}

test("the same Idempotency-Key answers the first booking again, its token too", async () => {
  const [start] = (await free_starts(maya)).slice(-4);
  const body = await again({ body: { start } });
  const headers = { "Idempotency-Key": "once" };
  const first = await client.call("book_slot", 201, { body, headers });
  const second = await client.call("book_slot", 201, { body, headers });
  assert.deepEqual(second.body, first.body);
  assert.equal(second.headers.get("idempotency-replayed"), "true");
  const other = await client.call("book_slot", 422, { body: { ...body, reference: "x" }, headers });
  assert.equal(other.body.code, "idempotency_mismatch");
});

test("an address is confirmed by the token from the mail", async () => {
  const type = (await client.call("list_interview_types", 200)).body.items.find((t) => t.id === "behavioural-45");
  const query = { type: type.id, from: day(2), to: day(12), zone: "Africa/Lagos" };
  const [slot] = (await client.call("list_pool_slots", 200, { query })).body.slots;
  const email = `chidi${++people}@example.org`;
  const body = { interview_type: type.id, start: slot.start, preparation: await preparation_for(type), candidate: { name: "Chidi", email, zone: "Africa/Lagos" } };
  const made = (await client.call("book_slot", 201, { body })).body;
  assert.equal(made.state, "pending");
  assert.equal(made.manage_token, undefined);
  const path = { id: made.id };
  const token = await token_mailed_to(email);
  await client.call("confirm_address", 422, { path, body: {} });
  assert.equal((await client.call("confirm_address", 200, { path, body: { token } })).body.state, "confirmed");
  assert.equal((await client.call("confirm_address", 200, { path, body: { token } })).body.state, "confirmed", "again: the same answer");
});

test("a new address is confirmed by the token from its mail, too", async () => {
  const [start] = (await free_starts(ravi)).slice(-6);
  const made = await new_booking(ravi, start);
  const path = { id: made.body.id };
  const own = { path, token: made.body.manage_token };
  const headers = { "If-Match": (await client.call("read_booking", 200, own)).headers.get("etag") };
  const email = `adaeze${++people}@example.net`;
  await client.call("change_booking", 200, { ...own, headers, body: { candidate: { email } } });
  const token = await token_mailed_to(email, "new-address");
  const confirmed = await client.call("confirm_address", 200, { path, body: { token } });
  assert.equal(confirmed.body.state, "confirmed");
  assert.equal((await client.call("read_booking", 200, own)).body.candidate.email, email);
  await client.call("confirm_address", 404, { path, body: { token: token + "x" } });
});

test("a locale is a language that there is", async () => {
  const candidate = { name: "Adaeze O.", email: "adaeze@example.org", zone: "Africa/Lagos", locale: "not a locale!!" };
  const refused = await client.call("book_slot", 422, { body: { interview_type: "coding-60", start: hours(100), candidate } });
  assert.ok(refused.body.errors.some((e) => e.pointer === "/candidate/locale"), JSON.stringify(refused.body));
  const [booking] = (await client.call("list_bookings", 200, { token: organizer })).body.items;
  const patch = { path: { id: booking.id }, token: organizer, headers: { "If-Match": "*" }, body: { candidate: { locale: "english" } } };
  assert.equal((await client.call("change_booking", 422, patch)).body.errors[0].pointer, "/candidate/locale");
});

async function token_mailed_to(email, page = "confirm") {
  for (let tries = 0; tries < 300; ++tries) {
    for (const name of readdirSync(join(server.folder, "mail"))) {
      const text = readFileSync(join(server.folder, "mail", name), "utf8").replace(/=\r?\n/g, "");
      const link = text.includes(email) && text.match(new RegExp(`/${page}/([\\w.-]+)`));
      if (link) return link[1];
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("no mail with a link to confirm the address came within 30 seconds");
}

test("whoever comes late says so, from two hours before the start", async () => {
  const invited = { name: "Bea", email: "bea@example.org", zone: "UTC", meeting_url: "https://meet.example.org/bea" };
  const bea = (await client.call("invite_volunteer", 201, { body: invited, token: organizer })).body;
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const at_once = { zone: "UTC", weekly: [{ days, from: "00:00", to: "24:00" }], step_minutes: 5, min_notice_minutes: 0 };
  const put = { path: { id: bea.id }, token: organizer, body: at_once, headers: { "If-None-Match": "*" } };
  await client.call("publish_availability", 200, put);
  const query = { type: "coding-60", from: day(0), to: day(2), zone: "UTC" };
  const { slots } = (await client.call("list_slots", 200, { path: { id: bea.id }, query })).body;
  const made = await new_booking(bea, slots.find((s) => s.start >= hours(9 / 60)).start);
  const late = { path: { id: made.body.id }, token: made.body.manage_token, body: { minutes: 10 } };
  const told = await client.call("tell_running_late", 200, late);
  assert.equal(told.body.state, "confirmed");
});

test("a mail that was refused for good is tried again when an organizer says so", async () => {
  const sink = await start_smtp_sink();
  const settings = [`smtp.url=smtp://127.0.0.1:${sink.port}`, "smtp.starttls=never", "smtp.from=interviews@example.org"];
  const posting = await start_server({ seeded: false, more: settings });
  const there = new Client(posting.url);
  const token = posting.token("organizer", "organizer@example.org");
  sink.refused.add("cy@example.org");
  await there.call("invite_volunteer", 201, { body: { name: "Cy", email: "cy@example.org", zone: "UTC" }, token });
  const failed = await mail_in_state(there, "failed", token);
  sink.refused.clear();
  const again = await there.call("retry_mail", 200, { path: { id: failed.id }, token });
  assert.equal(again.body.state, "waiting");
  assert.equal((await mail_in_state(there, "sent", token)).id, failed.id);
  client.seen.get("retry_mail").add(again.status);
  assert.equal(await posting.stop(), 0);
  sink.stop();
});

async function mail_in_state(at, state, token) {
  for (let tries = 0; tries < 300; ++tries) {
    const [found] = (await at.call("list_outbox", 200, { query: { state }, token })).body.items;
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no mail was ${state} within 30 seconds`);
}

test("past interviews: presence is reported", async () => {
  const query = { state: "confirmed", from: hours(-24 * 14), to: hours(0) };
  const past = (await client.call("list_bookings", 200, { query, token: organizer })).body.items;
  const completed = (await client.call("list_bookings", 200, { query: { state: "completed" }, token: organizer })).body.items;
  const [one] = [...past, ...completed];
  assert.ok(one, "the demo has an interview that is over");
  await client.call("report_presence", 200, { path: { id: one.id }, token: organizer, body: { candidate: "came", volunteer: "came" } });
});

test("links are mailed to whoever asks, and never told", async () => {
  await client.call("find_bookings", 202, { body: { email: "nobody@example.org" } });
  await client.call("find_bookings", 202, { body: { email: "adaeze1@example.org" } });
  await client.call("find_bookings", 422, { body: { email: "adaeze" } });
});

test("lists go on page by page", async () => {
  const first = await client.call("list_bookings", 200, { query: { limit: 2 }, token: organizer });
  assert.equal(first.body.items.length, 2);
  assert.match(first.headers.get("link"), /rel="next"/);
  const second = await client.call("list_bookings", 200, { query: { limit: 2, cursor: first.body.next }, token: organizer });
  assert.notEqual(second.body.items[0].id, first.body.items[0].id);
  await client.call("list_bookings", 400, { query: { cursor: "nonsense" }, token: organizer });
  await client.call("list_bookings", 401, {});
});

test("the outbox and the audit are the organizer's", async () => {
  const mails = (await client.call("list_outbox", 200, { token: organizer, query: { state: "sent" } })).body.items;
  assert.ok(mails.length > 0);
  await client.call("list_outbox", 403, { token: maya.token });
  await client.call("list_outbox", 400, { token: organizer, query: { state: "lost" } });
  await client.call("retry_mail", 409, { path: { id: mails[0].id }, token: organizer });
  await client.call("retry_mail", 404, { path: { id: "mail_none" }, token: organizer });
  const lines = (await client.call("list_audit", 200, { token: organizer })).body.items;
  assert.ok(lines.some((l) => l.what.startsWith("booking")));
  assert.ok(!JSON.stringify(lines).includes("@"), "ids only");
  await client.call("list_audit", 401, {});
});

test("no operation takes a member of the query that it does not document", async () => {
  const path = { id: maya.id, slug: "standard" };
  for (const id of operations.keys()) {
    const { body } = await client.call(id, 400, { path, query: { surprise: 1 }, token: organizer });
    assert.equal(body.code, "bad_query", id);
  }
});

test("every GET that makes an ETag honours If-None-Match", async () => {
  const booking = (await client.call("list_bookings", 200, { token: organizer })).body.items[0];
  const ids = { read_booking: { id: booking.id }, read_interview_type: { slug: "coding-60" }, read_policy: { slug: "standard" } };
  for (const [id, { operation }] of operations) {
    if (!operation.responses[304] || id.endsWith("_slots")) continue;
    // The rest of the outbox goes on meanwhile.
    const query = id === "list_outbox" ? { state: "failed" } : {};
    const asked = { path: ids[id] ?? { id: maya.id }, query, token: organizer };
    const { headers } = await client.call(id, 200, asked);
    await client.call(id, 304, { ...asked, headers: { "If-None-Match": headers.get("etag") } });
  }
});

test("every operation was called, and answered well", () => {
  for (const [id, statuses] of client.seen) assert.ok([...statuses].some((s) => s < 300), `${id} was never answered well`);
});
