// A booking from its making to after its end, and the links to it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { again, another_person, client, day, free_starts, hours, maya, new_booking, organizer, preparation_for, ravi, server } from "./house.mjs";

// What befalls one booking, in this order; asked for by its candidate, its volunteer and the organizer.
async function is_not_made_twice(made) {
  const taken = await client.call("book_slot", 409, { body: await again(made) });
  assert.equal(taken.body.code, "slot_unavailable");
  assert.ok(taken.body.alternatives.length > 0);
  await client.call("book_slot", 422, { body: { ...(await again(made)), surprise: 1 } });
  await client.call("book_slot", 422, { body: { ...(await again(made)), interview_type: "none" } });
}

async function is_read_and_changed({ path, token }) {
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
}

async function is_moved({ path, token }, starts) {
  await client.call("reschedule_booking", 403, { path, token: maya.token, body: { start: starts[3] } });
  await client.call("reschedule_booking", 409, { path, token, body: { start: hours(1) } });
  const moved = await client.call("reschedule_booking", 200, { path, token, body: { start: starts.at(-1) } });
  assert.equal(moved.body.sequence, 2);
  assert.equal(moved.body.start, starts.at(-1));
  assert.ok((await free_starts(maya)).includes(starts[0]), "the old slot is free again");
}

async function is_told_of({ path, token }) {
  assert.equal((await client.call("confirm_attendance", 200, { path, token })).body.attendance, "confirmed");
  await client.call("tell_running_late", 409, { path, token, body: { minutes: 10 } });
  await client.call("tell_running_late", 422, { path, token, body: { minutes: 0 } });
  await client.call("report_presence", 409, { path, token, body: { candidate: "came" } });
  await client.call("report_presence", 422, { path, token, body: {} });
}

async function is_cancelled({ path, token }) {
  const cancelled = await client.call("cancel_booking", 200, { path, token, body: { reason: "illness", message: "Sorry!" } });
  assert.equal(cancelled.body.state, "cancelled");
  assert.deepEqual((await client.call("cancel_booking", 200, { path, token, body: {} })).body, cancelled.body);
  assert.equal(cancelled.body.cancellation.reason, undefined, "the reason is shown to the organizer alone");
  assert.equal((await client.call("read_booking", 200, { path, token: organizer })).body.cancellation.reason, "illness");
  await client.call("cancel_booking", 404, { path, token: server.token("volunteer", ravi.email), body: {} });
}

test("a booking lives its life", async () => {
  const starts = await free_starts(maya);
  const made = await new_booking(maya, starts[0]);
  const own = { path: { id: made.body.id }, token: made.body.manage_token };
  assert.match(made.body.manage_url, /\/b\//);
  await is_not_made_twice(made);
  await is_read_and_changed(own);
  await is_moved(own, starts);
  await is_told_of(own);
  await is_cancelled(own);
});

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
  const email = another_person("chidi");
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
  const email = another_person("adaeze");
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
