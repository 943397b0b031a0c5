// A small programme made through the API: two interview types, and Nora in New York who has not published anything yet.
import assert from "node:assert/strict";

export const volunteer = { name: "Nora Feld", email: "nora@example.org", zone: "America/New_York" };

// Hours of somebody who can be booked at any time, at once.
export const all_day = {
  zone: "Africa/Lagos", weekly: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", to: "24:00" }],
  step_minutes: 60, min_notice_minutes: 0, horizon_days: 30,
};

// `token`: null for anybody.
export async function send(server, token, method, path, body, headers = {}) {
  const given = await fetch(server.url + path, {
    method, body: body && JSON.stringify(body), headers: { ...(token && { Authorization: `Bearer ${token}` }), "Content-Type": "application/json", ...headers },
  });
  assert.ok(given.ok, `${method} ${path}: ${given.status} ${await given.clone().text()}`);
  const text = await given.text();
  return text && JSON.parse(text);
}

const talk = { id: "behavioural-45", title: "Behavioural interview", duration_minutes: 45, description: "What you did, and why." };
const coding = {
  id: "coding-60", title: "Coding interview", duration_minutes: 60,
  description: "One problem, solved together while you think aloud. The last ten minutes are feedback.",
  intake: [{ id: "level", label: "Which level are you preparing for?", kind: "choice", choices: ["Junior", "Senior"], required: true }],
  criteria: [{ id: "thinking", title: "Thinking aloud", what_good_looks_like: "Your interviewer can follow each step." }],
};

export async function make_programme(server) {
  const token = server.token("organizer", "organizer@example.org");
  await send(server, token, "POST", "/api/v1/interview-types", coding);
  await send(server, token, "POST", "/api/v1/interview-types", talk);
  const made = await send(server, token, "POST", "/api/v1/volunteers", { ...volunteer, meeting_url: "https://meet.example.org/nora" });
  return { token, volunteer_id: made.id };
}

// The next change to daylight-saving time in New York, the second Sunday of March at 7:00 UTC, that is at least
// ten days away: reckoned, so that the tests keep working as years go by.
export function next_spring_forward(now = new Date()) {
  for (let year = now.getUTCFullYear(); ; ++year) {
    const first = new Date(Date.UTC(year, 2, 1)).getUTCDay();
    const change = Date.UTC(year, 2, 8 + ((7 - first) % 7), 7);
    if (change - now.getTime() > 10 * 86_400_000) return new Date(change);
  }
}

// What a page of days and times writes: "Saturday 13 March 2027", of an instant as seen `offset_minutes` east of UTC.
export function day_text(instant, offset_minutes) {
  const there = new Date(instant.getTime() + offset_minutes * 60_000);
  const text = there.toLocaleDateString("en-GB", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return text.replace(",", "");
}

// The same over the times of a day: without the year where it is now's there.
export function heading_text(instant, offset_minutes, now = new Date()) {
  const there = (at) => new Date(at.getTime() + offset_minutes * 60_000).getUTCFullYear();
  const text = day_text(instant, offset_minutes);
  return there(instant) === there(now) ? text.replace(/ \d{4}$/, "") : text;
}
