// The OpenAPI document and the server, held together: the document is valid, and each operation is called, rightly and wrongly, in
// the files imported here; what holds of all of them stands below, and comes last.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { document, operations } from "./contract.mjs";
import { client, maya, organizer } from "./house.mjs";
import "./resources.mjs";
import "./bookings.mjs";
import "./outbox.mjs";

test("the document is valid OpenAPI 3.1", async () => {
  const found = await new Validator().validate(structuredClone(document));
  assert.ok(found.valid, JSON.stringify(found.errors));
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
