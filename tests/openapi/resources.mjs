// The programme's own resources: what it is, its types, policies and volunteers, when they can be booked, and which slots that makes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { document } from "./contract.mjs";
import { client, day, free_starts, hours, maya, organizer, server } from "./house.mjs";

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
