// Which pages are weighed and timed, and a first view of one: nothing of it is kept from an earlier visit.
import { phone, visitor } from "./browser.mjs";
import { all_day, send } from "./programme.mjs";

// Who signs in to see them.
const members = { volunteer: "maya@example.org", organizer: "organizer@example.org" };

// By who sees them: {candidate: {name: path}, volunteer: …, organizer: …}.
export async function every_path(server) {
  const token = server.token("organizer", "organizer@example.org");
  const api = (method, path, body, headers) => send(server, token, method, "/api/v1" + path, body, headers);
  const { id } = await api("POST", "/volunteers", { name: "Zola", email: "zola@example.org", zone: "Africa/Lagos" });
  await api("PUT", `/volunteers/${id}/availability`, all_day, { "If-Match": "*" });
  const week = `/book/coding-60?zone=Asia/Kolkata&volunteer=${id}`;
  const { intake } = await api("GET", "/interview-types/coding-60");
  const answers = Object.fromEntries(intake.map(({ id: name, choices }) => [name, choices?.[0] ?? "Graphs"]));
  const hour = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 13) + ":00:00Z";
  const made = await api("POST", "/bookings", { interview_type: "coding-60", volunteer_id: id, start: hour(50),
    candidate: { name: "Asha", email: "asha@example.org", zone: "Asia/Kolkata" }, preparation: { answers } });
  const booking = `/b/${made.manage_token}`;
  const { items } = await api("GET", "/bookings?state=confirmed&limit=200");
  const interview = items.find((each) => /^Maya/.test(each.volunteer.name)).id;
  return {
    candidate: {
      home: "/", types: "/book", zone: "/book/coding-60", "zone, guessed": "/book/coding-60?guess=Asia/Kolkata",
      "all places": "/book/coding-60?cities=all",
      times: "/book/coding-60?zone=Africa/Lagos", "a full week": week, form: `${week}&start=${hour(40)}`,
      booking, "booking, in Spanish": booking + "?lang=es", move: booking + "/move", change: booking + "/change", cancel: booking + "/cancel",
      find: "/find", privacy: "/privacy", volunteer: `/v/${id}`,
    },
    volunteer: {
      "sign-in": "/sign-in", interviews: "/volunteer/interviews", interview: `/volunteer/interviews/${interview}`,
      availability: "/volunteer/availability", profile: "/volunteer/profile",
    },
    organizer: { "the programme's state": "/organizer", interviews: "/volunteer/interviews" },
  };
}

// With a session where the page is for those who have one.
export async function first_view({ server, browser }, who, path, options) {
  const { context, page } = await visitor(browser, { viewport: phone, ...options });
  if (members[who] && path !== "/sign-in") {
    await page.goto(server.sign_in_link(members[who]));
    await page.locator("main form button[type=submit]").click();
    await page.waitForLoadState();
    // As on a first visit: nothing is kept but the session.
    const fresh = await context.newCDPSession(page);
    await fresh.send("Network.clearBrowserCache");
  }
  return { context, page };
}
