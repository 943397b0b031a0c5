// Every page in every state that a person can meet, one after the other, in a browser that runs no script: the demo programme,
// and beside it Zola in Lagos, who can be booked at short notice. `look(page, name)` is called for each; the pictures and the
// look at accessibility share this list.
import { link_in } from "./mailbox.mjs";
import { no_browser_checks } from "./hand.mjs";
import { all_day, send } from "./programme.mjs";
import { let_it_be, let_it_start } from "./time_travel.mjs";

const zola = { name: "Zola Mbeki", email: "zola@example.org", zone: "Africa/Lagos" };

// The button that sends a form to that path: its words may change.
async function send_to(page, path) {
  await no_browser_checks(page);
  await page.locator(`main form[action*="${path}"] button[type=submit]:not(.unseen, [name])`).first().click();
}

const to = (page, path) => page.locator(`main a[href*="${path}"]:visible`).first().click();

async function fill_form(page, name) {
  await page.locator("main [name=name]").fill(name);
  await page.locator("main [name=email]").fill(`${name.toLowerCase()}@example.org`);
  await page.locator("main [name=goal]").fill("Graphs. Last time I ran out of time.");
  for (const group of await page.locator("fieldset:has(input[type=radio]):visible").all()) await group.locator("input").first().check();
  for (const text of await page.locator("textarea[required]").all()) await text.fill("Graphs");
}

// Whatever is folded away.
const unfold = (page) => page.locator("main details").evaluateAll((all) => all.forEach((each) => (each.open = true)));

// Of all free times, also those of the night, that of this number from now.
async function choose(page, number) {
  await unfold(page);
  const starts = await page.locator("[name=start]").evaluateAll((all) => all.map((e) => e.value).sort());
  await page.locator(`[name=start][value="${starts[number]}"]`).check();
}

export class Tour {
  constructor(server, mailbox, look) {
    Object.assign(this, { server, mailbox, look, url: server.url });
    this.token = server.token("organizer", "organizer@example.org");
  }

  api(method, path, body, headers) {
    return send(this.server, this.token, method, "/api/v1" + path, body, headers);
  }

  async prepare() {
    const made = await this.api("POST", "/volunteers", { ...zola, headline: "Answers at short notice" });
    this.zola = made.id;
    await this.api("PUT", `/volunteers/${made.id}/availability`, all_day, { "If-Match": "*" });
  }

  async see(page, name, path) {
    await page.goto(path.startsWith("http") ? path : this.url + path);
    await this.look(page, name);
  }

  async everybodys_pages(page) {
    const pages = {
      home: "/", types: "/book", find: "/find", privacy: "/privacy", "sign-in": "/sign-in", problems: "/problems",
      problem: "/problems/slot_unavailable", "docs-plain": "/docs/plain", mails: "/demo/mail", volunteer: `/v/${this.zola}`,
      parts: "/demo/parts",
    };
    for (const [name, path] of Object.entries(pages)) await this.see(page, name, path);
    await this.see(page, "find", "/find");
    await send_to(page, "/find");
    await this.look(page, "find-refused");
    await page.locator("main [name=email]").fill("adaeze@example.org");
    await send_to(page, "/find");
    await this.look(page, "find-sent");
  }

  async refusals(page) {
    const pages = {
      "error-404": "/nothing/here", "error-404-link": "/b/bk_gone.token", "error-410-confirm": "/confirm/bk_gone.token",
      "error-410-address": "/new-address/bk_gone.token", "error-405": "/sign-out", "error-414": "/?x=" + "x".repeat(9000),
    };
    for (const [name, path] of Object.entries(pages)) await this.see(page, name, path);
  }

  async choosing(page) {
    await this.see(page, "zone", "/book/coding-60");
    await page.locator("[name=city]").fill("Atlantis");
    await page.locator("form:has([name=city]) button").click();
    await this.look(page, "zone-unknown");
    await this.see(page, "zone-proposed", "/book/coding-60?guess=Asia/Calcutta");
    await this.see(page, "zone-which", "/book/coding-60?city=san");
    await page.locator("[name=city]").fill("Bengaluru");
    await page.locator("form:has([name=city]) button").click();
    await this.look(page, "times");
    await unfold(page);
    await this.look(page, "times-night");
    await this.see(page, "times-filtered", "/book/coding-60?zone=Africa/Lagos&language=go&editor=shared_editor");
    await this.see(page, "times-lost", "/book/coding-60?zone=Africa/Lagos&start=2026-01-01T10:00:00Z");
    await this.see(page, "times-none", `/book/coding-60?zone=Africa/Lagos&volunteer=${this.zola}&from=2033-01-01`);
    await this.see(page, "times-later", "/book/coding-60?zone=Africa/Lagos&topic=graphs");
  }

  // The form for the free time of that number.
  async form(page, number, { volunteer = this.zola } = {}) {
    await page.goto(`${this.url}/book/coding-60?zone=Asia/Kolkata${volunteer ? "&volunteer=" + volunteer : ""}`);
    await choose(page, number);
    await page.locator("main form:has([name=start]) button[type=submit]").click();
  }

  async book(page, name, number, options) {
    await this.form(page, number, options);
    await fill_form(page, name);
    await send_to(page, "/book/");
    await page.waitForURL(/\/b\//);
  }

  async booking(page, rival) {
    await this.form(page, 1, { volunteer: "" });
    await this.look(page, "form");
    await unfold(page);
    await this.look(page, "form-more");
    await send_to(page, "/book/");
    await this.look(page, "form-refused");
    await fill_form(page, "Asha");
    await send_to(page, "/book/");
    await page.waitForURL(/\/b\//);
    await this.look(page, "booking");
    this.asha = page.url().replace(/\?.*/, "");

    await this.form(page, 40);
    await fill_form(page, "Asha");
    await this.book(rival, "Bisi", 40);
    await send_to(page, "/book/");
    await this.look(page, "form-lost");
    await page.locator(".alternatives button").first().click();
    await page.waitForURL(/\/b\//);
    await this.look(page, "booking-alternative");
    await this.form(page, 60);
    await fill_form(page, "Asha");
    await send_to(page, "/book/");
    await this.look(page, "form-limit");
  }

  async managing(page) {
    await this.book(page, "Chidi", 50);
    this.chidi = page.url().replace(/\?.*/, "");
    await send_to(page, "/attendance");
    await this.look(page, "booking-attending");
    await to(page, "/change");
    await this.look(page, "change");
    await page.locator("main [name=name]").fill("");
    await send_to(page, "/change");
    await this.look(page, "change-refused");
    await page.goto(this.chidi);
    await to(page, "/move");
    await this.look(page, "move");
    await choose(page, 3);
    await send_to(page, "/move");
    await this.look(page, "booking-moved");
    await to(page, "/cancel");
    await this.look(page, "cancel");
    await send_to(page, "/cancel");
    await this.look(page, "booking-cancelled");
  }

  async at_short_notice(page) {
    await this.book(page, "Dayo", 0);
    await this.look(page, "booking-soon");
    await page.locator("#minutes").fill("0");
    await send_to(page, "/late");
    await this.look(page, "booking-late-refused");
    await page.locator("#minutes").fill("10");
    await send_to(page, "/late");
    await this.look(page, "booking-late");
    await to(page, "/cancel");
    await this.look(page, "cancel-late");
    await page.locator("main button[name=then][value=book]").click();
    await this.look(page, "times-cancelled");
  }

  // From the start of an interview on: nobody is there; then who came is told.
  async after_the_start(page) {
    await this.book(page, "Gozie", 2);
    const booking = page.url().replace(/\?.*/, "");
    let_it_start(this.server, "gozie@example.org", -120);
    await this.see(page, "booking-nobody-there", booking);
    let_it_start(this.server, "gozie@example.org", -20 * 60);
    await this.see(page, "booking-how-was-it", booking);
    await page.locator("[name=candidate][value=came]").check();
    await page.locator("[name=volunteer][value=did_not_come]").check();
    await send_to(page, "/presence");
    await this.look(page, "booking-no-show-told");
    await this.see(page, "booking-no-show-later", booking);
  }

  async confirming(page) {
    const given = await fetch(this.url + "/api/v1/policies/standard", { headers: { Authorization: `Bearer ${this.token}` } });
    const policy = { ...(await given.json()), confirm_email: true };
    await this.api("PUT", "/policies/standard", policy, { "If-Match": given.headers.get("etag") });
    await this.form(page, 70);
    await fill_form(page, "Efe");
    await send_to(page, "/book/");
    await this.look(page, "booking-pending");
    const mail = await this.mailbox.next("efe@example.org", /\/confirm\//);
    await this.see(page, "confirm", link_in(mail, "/confirm/"));
    await send_to(page, "/confirm/");
    await this.look(page, "booking-confirmed");
    let_it_be(this.server, "efe@example.org", "pending");
    await this.see(page, "booking-pending-link", page.url().replace(/\?.*/, ""));
    await send_to(page, "/mail");
    await this.look(page, "booking-pending-mailed");
    let_it_be(this.server, "efe@example.org", "confirmed");
    await this.see(page, "confirm-again", link_in(mail, "/confirm/"));
  }

  async signing_in(page) {
    await this.see(page, "sign-in", "/volunteer/profile");
    await send_to(page, "/sign-in");
    await this.look(page, "sign-in-refused");
    await page.locator("main [name=email]").fill("maya@example.org");
    await send_to(page, "/sign-in");
    await this.look(page, "sign-in-sent");
    const link = this.server.sign_in_link("maya@example.org");
    await this.see(page, "sign-in-link", link);
    await send_to(page, "/sign-in");
    await this.look(page, "interviews");
    await this.see(page, "sign-in-expired", link);
    await this.see(page, "sign-in-no-cookie", "/sign-in?cookie=missing&next=/volunteer/profile");
  }

  async interviews(page) {
    await page.goto(this.url + "/volunteer/interviews");
    const all = await page.locator("main h3 a").evaluateAll((links) => links.map((a) => a.href));
    await this.see(page, "interview", all[0]);
    await page.locator("#meeting_url").fill("somewhere");
    await send_to(page, "/place");
    await this.look(page, "interview-refused");
    await page.locator("#meeting_url").fill("https://meet.example.org/maya");
    await send_to(page, "/place");
    await this.look(page, "interview-place");
    await page.locator("#message").fill("I am sorry: the train is late.");
    await send_to(page, "/cancel");
    await this.look(page, "interview-cancelled");
    await this.see(page, "interview-past", all.at(-1));
    await this.see(page, "error-404-interview", "/volunteer/interviews/bk_gone");
    await this.see(page, "error-403", "/organizer");
  }

  async availability(page) {
    await this.see(page, "availability", "/volunteer/availability");
    for (const list of ["overrides", "travel", "weekly"]) {
      await unfold(page);
      await page.locator(`button[name=do][value="add ${list}"]`).click();
    }
    await this.look(page, "availability-rows");
    await unfold(page);
    await page.locator("[name^=weekly-][name$=-from]").last().fill("noon");
    await page.locator("[name^=weekly-][name$=-to]").last().fill("25:00");
    await page.locator("[name=horizon_days]").fill("9999");
    await page.locator("button[name=do][value=publish]").click();
    await this.look(page, "availability-refused");
    await page.goto(this.url + "/volunteer/availability");
    await unfold(page);
    await page.locator("[name=preview_zone]").fill("Bengaluru");
    await page.locator("button[name=do][value=preview]:not(.unseen)").click();
    await this.look(page, "availability-preview");
    await page.locator("button[name=do][value=publish]").click();
    await this.look(page, "availability-published");
  }

  async profile(page) {
    await this.see(page, "profile", "/volunteer/profile");
    await page.locator("[name=spoken]").fill("English!");
    await page.locator("[name=meeting_url]").fill("upstairs");
    await send_to(page, "/profile");
    await this.look(page, "profile-refused");
    await page.locator("[name=spoken]").fill("en");
    await page.locator("[name=meeting_url]").fill("https://meet.example.org/maya");
    await send_to(page, "/profile");
    await this.look(page, "profile-stored");
  }

  // Sent from a page that was opened before the session ended.
  async old_form(page) {
    await page.goto(this.url + "/volunteer/profile");
    await page.locator("main input[name=csrf]").first().evaluate((input) => (input.value = "older"));
    await send_to(page, "/profile");
    await this.look(page, "error-403-old");
    await page.goto(this.url + "/volunteer/interviews");
    await page.locator('form[action^="/sign-out"] button').click();
  }

  async newcomer(page) {
    await page.goto(this.server.sign_in_link("noor@example.org"));
    await send_to(page, "/sign-in");
    await this.look(page, "interviews-empty");
    await this.see(page, "availability-new", "/volunteer/availability");
    await this.see(page, "profile-new", "/volunteer/profile");
  }

  async organizer(page) {
    await page.goto(this.server.sign_in_link("organizer@example.org"));
    await send_to(page, "/sign-in");
    await this.look(page, "organizer");
    this.server.run("mail", "hold");
    await this.see(page, "organizer-mail-held", "/organizer");
    this.server.run("mail", "release");
    await this.see(page, "organizer-interviews", "/volunteer/interviews");
  }

  async mails(page) {
    await this.see(page, "mails", "/demo/mail");
    await page.locator("ul.cards a").first().click();
    await this.look(page, "mail");
  }

  // `guest`, `rival`: browsers of two candidates; `member`: of those who sign in.
  async go({ guest, rival, member }) {
    await this.prepare();
    await this.api("POST", "/volunteers", { name: "Noor Ali", email: "noor@example.org", zone: "Asia/Karachi" });
    await this.everybodys_pages(guest);
    await this.refusals(guest);
    await this.choosing(guest);
    await this.booking(guest, rival);
    await this.managing(guest);
    await this.at_short_notice(guest);
    await this.after_the_start(guest);
    await this.signing_in(member);
    await this.interviews(member);
    await this.availability(member);
    await this.profile(member);
    await this.old_form(member);
    await this.newcomer(member);
    await this.organizer(member);
    await this.confirming(guest);
    await this.mails(guest);
  }
}
