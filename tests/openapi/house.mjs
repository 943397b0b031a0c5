// The server that the document is held against, with the demo programme, and what its tests share: who asks, and bookings to ask
// about. Whoever imports this has it started before the first test and stopped after the last.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Client } from "./contract.mjs";
import { start_server } from "./server.mjs";

export let server, client, organizer, maya, ravi;
export const hours = (count) => new Date(Date.now() + count * 3_600_000).toISOString().slice(0, 19) + "Z";
const began = Date.now(); // once: a test that is under way at midnight goes on with the days that it began with
export const day = (count) => new Date(began + count * 86_400_000).toISOString().slice(0, 10);

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
export const another_person = (name) => `${name}${++people}@example.org`;

async function first_type() {
  return (await client.call("list_interview_types", 200)).body.items.find((t) => t.id === "coding-60");
}

export async function preparation_for(type) {
  const filled = {};
  for (const q of type.intake) filled[q.id] = q.kind === "choice" ? q.choices[0] : q.kind === "yes_no" ? "yes" : (answers[q.id] ?? "yes");
  return { answers: filled };
}

export async function free_starts(volunteer, type = "coding-60") {
  const query = { type, from: day(2), to: day(40), zone: "Asia/Kolkata" };
  return (await client.call("list_slots", 200, { path: { id: volunteer.id }, query })).body.slots.map((s) => s.start);
}

export async function new_booking(volunteer, start) {
  const type = await first_type();
  const body = {
    interview_type: type.id, volunteer_id: volunteer.id, start, preparation: await preparation_for(type), reference: "ref-1",
    candidate: { name: "Adaeze O.", email: another_person("adaeze"), zone: "Africa/Lagos", locale: "en" }, consents: { job_leads: true },
  };
  return { body, ...(await client.call("book_slot", 201, { body })) };
}

// The same wish by somebody else.
export async function again(made) {
  return { interview_type: "coding-60", volunteer_id: maya.id, start: made.body.start, preparation: await preparation_for(await first_type()),
    candidate: { name: "Chidi", email: another_person("chidi"), zone: "Africa/Lagos" } };
}
