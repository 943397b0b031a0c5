// What the tours have in common: how they press, fill in and choose, and how they are looked at. `look(page, name)` is called for every
// page. Buttons and links are found by where they lead, since their words may change.
import { no_browser_checks } from "./hand.mjs";
import { send } from "./programme.mjs";

// The button that sends a form to that path.
export async function send_to(page, path) {
  await no_browser_checks(page);
  await page.locator(`main form[action*="${path}"] button[type=submit]:not(.unseen, [name])`).first().click();
}

export const to = (page, path) => page.locator(`main a[href*="${path}"]:visible`).first().click();

// Whatever is folded away.
export const unfold = (page) => page.locator("main details").evaluateAll((all) => all.forEach((each) => (each.open = true)));

// What starts sooner may have begun before it is booked, looked at and cancelled.
const soonest = 15 * 60_000;

// Of all free times, also those of the night, that of this number from a quarter of an hour on, or the last of them; which one it was.
export async function choose(page, number) {
  await unfold(page);
  const starts = await page.locator("[name=start]").evaluateAll((all) => all.map((e) => e.value).sort());
  const ahead = starts.filter((start) => new Date(start) - Date.now() > soonest);
  const start = ahead[Math.min(number, ahead.length - 1)];
  await page.locator(`[name=start][value="${start}"]`).check();
  return start;
}

export class Steps {
  constructor(server, mailbox, look) {
    Object.assign(this, { server, mailbox, look, url: server.url });
    this.token = server.token("organizer", "organizer@example.org");
  }

  api(method, path, body, headers) {
    return send(this.server, this.token, method, "/api/v1" + path, body, headers);
  }

  async see(page, name, path) {
    await page.goto(path.startsWith("http") ? path : this.url + path);
    await this.look(page, name);
  }
}
