// What the tests of the candidates' script book: times of somebody who can be booked at any hour, and as many as they like.
import { all_day, send } from "./programme.mjs";

export async function open_programme(stage) {
  await stage.open();
  const { server, programme } = stage;
  await send(server, programme.token, "PUT", `/api/v1/volunteers/${programme.volunteer_id}/availability`, all_day, { "If-Match": "*" });
  const standard = await fetch(server.url + "/api/v1/policies/standard", { headers: { Authorization: `Bearer ${programme.token}` } });
  const policy = { ...(await standard.json()), max_open_bookings: 20, max_bookings: { count: 20, within_days: 28 } };
  await send(server, programme.token, "PUT", "/api/v1/policies/standard", policy, { "If-Match": standard.headers.get("etag") });
}

export const times = (stage, more = "") => `${stage.server.url}/book/coding-60?zone=Africa/Lagos${more}`;
