// The bounds that the document names are those of the server, of every number and list of a volunteer's hours and of a policy: what
// lies on them is taken, what lies one beyond is refused at its pointer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, document } from "./contract.mjs";
import { start_server } from "./server.mjs";

let server, client, token, volunteer;

before(async () => {
  server = await start_server();
  client = new Client(server.url);
  token = server.token("organizer", "organizer@example.org");
  volunteer = (await client.call("list_volunteers", 200, { token })).body.items.find((v) => v.status === "active");
});
after(async () => assert.equal(await server.stop(), 0));

const schema_of = (thing) => (thing.$ref ? document.components.schemas[thing.$ref.split("/").at(-1)] : thing);
const is_of = (schema, type) => [schema.type].flat().includes(type);

// Every number and every list of objects or zones below a schema: [["reminders", 0, "minutes_before"], its schema].
function bounded(schema, path = []) {
  if (is_of(schema, "integer") || is_of(schema, "array")) {
    const here = schema.items?.enum || schema_of(schema.items ?? {}).enum ? [] : [[path, schema]];
    return schema.items ? [...here, ...bounded(schema_of(schema.items), [...path, 0])] : here;
  }
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => bounded(schema_of(each), [...path, name]));
}

const days = (first, count) => new Date(Date.UTC(2027, 0, first + count)).toISOString().slice(0, 10);

// The nth element of each list, such that any number of them get along; and what else stands beside the member that is looked at.
const elements = {
  weekly: () => ({ days: ["mon"], from: "09:00", to: "10:00" }),
  overrides: (n) => ({ date: days(1, n), mode: "add", windows: [] }),
  windows: () => ({ from: "09:00", to: "10:00" }),
  travel: (n) => ({ from: days(1, n), to: days(2, n), zone: "Europe/London" }),
  welcome_zones: () => "Asia/Kolkata",
  reminders: (n) => ({ minutes_before: 60 + n, to: ["candidate"] }),
  follow_ups: (n) => ({ minutes_after: 60 + n, to: ["candidate"] }),
};
const companions = {
  no_show: { limit: 2, within_days: 60, pause_days: 30 },
  max_bookings: { count: 5, within_days: 30 },
};

const list_of = (name, count) => Array.from({ length: count }, (_, n) => elements[name](n));

// `body` with that value at that path.
function with_value(body, path, value) {
  const made = structuredClone(body);
  let at = made;
  path.slice(0, -1).forEach((name, depth) => {
    at[name] ??= companions[name] ? { ...companions[name] } : path[depth + 1] === 0 ? list_of(name, 1) : {};
    at = at[name];
  });
  at[path.at(-1)] = value;
  return made;
}

async function hold_to(schema, body, put) {
  const found = bounded(schema);
  for (const [path, { minimum, maximum, maxItems, items }] of found) {
    const pointer = "/" + path.join("/");
    const list = (count) => list_of(path.at(-1), count);
    const [inside, outside] = items
      ? [[list(maxItems)], [list(maxItems + 1)]]
      : [[minimum, maximum], [minimum - 1, maximum + 1]];
    assert.ok(items ? maxItems : Number.isInteger(minimum) && Number.isInteger(maximum), `${pointer} has no bounds in the document`);
    for (const value of inside) await put(200, with_value(body, path, value));
    for (const value of outside) {
      const refused = await put(422, with_value(body, path, value));
      assert.ok(refused.errors.some((e) => e.pointer === pointer), `${pointer}: ${JSON.stringify(refused.errors)}`);
    }
  }
  return found.map(([path]) => path.join("/"));
}

test("a volunteer's hours", async () => {
  const path = { id: volunteer.id };
  const headers = { "If-Match": "*" };
  const put = async (status, body) => (await client.call("publish_availability", status, { path, token, body, headers })).body;
  const seen = await hold_to(document.components.schemas.Availability, { zone: "America/New_York", weekly: [] }, put);
  for (const name of ["step_minutes", "overrides", "overrides/0/windows", "welcome_zones"]) assert.ok(seen.includes(name), seen.join());
});

test("a policy", async () => {
  const path = { slug: "bounds" };
  await client.call("save_policy", 201, { path, token, body: { name: "Bounds" }, headers: { "If-None-Match": "*" } });
  const headers = { "If-Match": "*" };
  const put = async (status, body) => (await client.call("save_policy", status, { path, token, body, headers })).body;
  const seen = await hold_to(document.components.schemas.PolicyInput, { name: "Bounds" }, put);
  for (const name of ["follow_ups/0/minutes_after", "reminders", "no_show/pause_days", "max_bookings/count"]) assert.ok(seen.includes(name), seen.join());
});
