// Mail as the organizer sees it, and who did what.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "./contract.mjs";
import { client, maya, organizer } from "./house.mjs";
import { start_server } from "./server.mjs";
import { start_smtp_sink } from "./smtp_sink.mjs";

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

test("the outbox and the audit are the organizer's", async () => {
  const sent = await mail_in_state(client, "sent", organizer);
  await client.call("list_outbox", 403, { token: maya.token });
  await client.call("list_outbox", 400, { token: organizer, query: { state: "lost" } });
  await client.call("retry_mail", 409, { path: { id: sent.id }, token: organizer });
  await client.call("retry_mail", 404, { path: { id: "mail_none" }, token: organizer });
  const lines = (await client.call("list_audit", 200, { token: organizer })).body.items;
  assert.ok(lines.some((l) => l.what.startsWith("booking")));
  assert.ok(!JSON.stringify(lines).includes("@"), "ids only");
  await client.call("list_audit", 401, {});
});
