// Every page in every state that a person can meet, one after the other, in a browser that runs no script: the demo programme,
// and beside it Zola in Lagos, who can be booked at short notice. `look(page, name)` is called for each; the pictures and the
// look at accessibility share this list.
import { link_in } from "./mailbox.mjs";
import { all_day, send } from "./programme.mjs";

const zola = { name: "Zola Mbeki", email: "zola@example.org", zone: "Africa/Lagos" };

async function no_browser_checks(page) {
  for (const form of await page.locator("main form").all()) await form.evaluate((f) => (f.noValidate = true));
}

async function press(page, name) {
  await no_browser_checks(page);
  await page.getByRole("main").getByRole("button", { name, exact: true }).click();
}

async function fill_form(page, name) {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your email address").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("What would you like to practise?").fill("Graphs. Last time I ran out of time.");
  for (const group of await page.locator("fieldset:has(input[type=radio])").all()) await group.locator("input").first().check();
  for (const text of await page.locator("textarea[required]").all()) await text.fill("Graphs");
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
    };
    for (const [name, path] of Object.entries(pages)) await this.see(page, name, path);
    await this.see(page, "find", "/find");
    await press(page, "Send my links");
    await this.look(page, "find-refused");
    await page.getByLabel("Your email address").fill("adaeze@example.org");
    await press(page, "Send my links");
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
    await page.getByLabel("Type your city").fill("Atlantis");
    await press(page, "Show free times");
    await this.look(page, "zone-unknown");
    await this.see(page, "zone-which", "/book/coding-60?city=san");
    await page.getByLabel("Type your city").fill("Bengaluru");
    await press(page, "Show free times");
    await this.look(page, "times");
    await this.see(page, "times-filtered", "/book/coding-60?zone=Africa/Lagos&language=go&editor=shared_editor");
    await this.see(page, "times-lost", "/book/coding-60?zone=Africa/Lagos&start=2026-01-01T10:00:00Z");
    await this.see(page, "times-none", `/book/coding-60?zone=Africa/Lagos&volunteer=${this.zola}&from=2033-01-01`);
    await this.see(page, "times-later", "/book/coding-60?zone=Africa/Lagos&topic=graphs");
  }

  // The form for the free time of that number.
  async form(page, number, { volunteer = this.zola } = {}) {
    await page.goto(`${this.url}/book/coding-60?zone=Asia/Kolkata${volunteer ? "&volunteer=" + volunteer : ""}`);
    await page.locator("label.slot").nth(number).click();
    await press(page, "Go on with this time");
  }

  async book(page, name, number, options) {
    await this.form(page, number, options);
    await fill_form(page, name);
    await press(page, "Book this interview");
    await page.waitForURL(/\/b\//);
  }

  async booking(page, rival) {
    await this.form(page, 1, { volunteer: "" });
    await this.look(page, "form");
    await press(page, "Book this interview");
    await this.look(page, "form-refused");
    await fill_form(page, "Asha");
    await press(page, "Book this interview");
    await page.waitForURL(/\/b\//);
    await this.look(page, "booking");
    this.asha = page.url().replace(/\?.*/, "");

    await this.form(page, 40);
    await fill_form(page, "Asha");
    await this.book(rival, "Bisi", 40);
    await press(page, "Book this interview");
    await this.look(page, "form-lost");
    await page.locator(".alternatives button").first().click();
    await page.waitForURL(/\/b\//);
    await this.look(page, "booking-alternative");
    await this.form(page, 60);
    await fill_form(page, "Asha");
    await press(page, "Book this interview");
    await this.look(page, "form-limit");
  }

  async managing(page) {
    await this.book(page, "Chidi", 50);
    this.chidi = page.url().replace(/\?.*/, "");
    await press(page, "Yes, I will come");
    await this.look(page, "booking-attending");
    await page.getByRole("link", { name: "Correct this" }).click();
    await this.look(page, "change");
    await page.getByLabel("Your name").fill("");
    await press(page, "Save");
    await this.look(page, "change-refused");
    await page.goto(this.chidi);
    await page.getByRole("link", { name: "Move to another time" }).click();
    await this.look(page, "move");
    await page.locator("label.slot").nth(30).click();
    await press(page, "Move to this time");
    await this.look(page, "booking-moved");
    await page.getByRole("link", { name: "Cancel", exact: true }).click();
    await this.look(page, "cancel");
    await press(page, "Cancel the interview");
    await this.look(page, "booking-cancelled");
  }

  async at_short_notice(page) {
    await this.book(page, "Dayo", 0);
    await this.look(page, "booking-soon");
    await page.getByLabel("By how many minutes").fill("0");
    await press(page, "Tell Zola Mbeki");
    await this.look(page, "booking-late-refused");
    await page.getByLabel("By how many minutes").fill("10");
    await press(page, "Tell Zola Mbeki");
    await this.look(page, "booking-late");
    await page.getByRole("link", { name: "Cancel", exact: true }).click();
    await this.look(page, "cancel-late");
  }

  async confirming(page) {
    const given = await fetch(this.url + "/api/v1/policies/standard", { headers: { Authorization: `Bearer ${this.token}` } });
    const policy = { ...(await given.json()), confirm_email: true };
    await this.api("PUT", "/policies/standard", policy, { "If-Match": given.headers.get("etag") });
    await this.form(page, 70);
    await fill_form(page, "Efe");
    await press(page, "Book this interview");
    await this.look(page, "booking-pending");
    const mail = await this.mailbox.next("efe@example.org", /\/confirm\//);
    await this.see(page, "confirm", link_in(mail, "/confirm/"));
    await press(page, "Yes, book this interview");
    await this.look(page, "booking-confirmed");
    await this.see(page, "confirm-again", link_in(mail, "/confirm/"));
  }

  async signing_in(page) {
    await this.see(page, "sign-in", "/volunteer/profile");
    await press(page, "Mail me a link");
    await this.look(page, "sign-in-refused");
    await page.getByLabel("Your e-mail address").fill("maya@example.org");
    await press(page, "Mail me a link");
    await this.look(page, "sign-in-sent");
    const link = this.server.sign_in_link("maya@example.org");
    await this.see(page, "sign-in-link", link);
    await press(page, "Sign in");
    await this.look(page, "interviews");
    await this.see(page, "sign-in-expired", link);
    await this.see(page, "sign-in-no-cookie", "/sign-in?cookie=missing&next=/volunteer/profile");
  }

  async interviews(page) {
    await page.goto(this.url + "/volunteer/interviews");
    const all = await page.locator("main h3 a").evaluateAll((links) => links.map((a) => a.href));
    await this.see(page, "interview", all[0]);
    await page.getByLabel("Link to the meeting").fill("somewhere");
    await press(page, "Change the place");
    await this.look(page, "interview-refused");
    await page.getByLabel("Link to the meeting").fill("https://meet.example.org/maya");
    await press(page, "Change the place");
    await this.look(page, "interview-place");
    await page.getByLabel("A message to the candidate").fill("I am sorry: the train is late.");
    await press(page, "Cancel the interview");
    await this.look(page, "interview-cancelled");
    await this.see(page, "interview-past", all.at(-1));
    await this.see(page, "error-404-interview", "/volunteer/interviews/bk_gone");
    await this.see(page, "error-403", "/organizer");
  }

  async availability(page) {
    await this.see(page, "availability", "/volunteer/availability");
    for (const name of ["Add an exception", "Add a journey", "Add a window"]) await press(page, name);
    await this.look(page, "availability-rows");
    const last = page.getByRole("group", { name: /^Window 3/ });
    await last.getByLabel("From", { exact: true }).fill("noon");
    await last.getByLabel("To", { exact: true }).fill("25:00");
    await page.getByLabel("Days ahead").fill("9999");
    await press(page, "Publish");
    await this.look(page, "availability-refused");
    await page.goto(this.url + "/volunteer/availability");
    await page.getByLabel("A candidate in").selectOption({ label: "Bengaluru" });
    await press(page, "Preview, storing nothing");
    await this.look(page, "availability-preview");
    await press(page, "Publish");
    await this.look(page, "availability-published");
  }

  async profile(page) {
    await this.see(page, "profile", "/volunteer/profile");
    await page.getByLabel("Languages you speak").fill("English!");
    await page.getByLabel("Link to your meeting room").fill("upstairs");
    await press(page, "Store");
    await this.look(page, "profile-refused");
    await page.getByLabel("Languages you speak").fill("en");
    await page.getByLabel("Link to your meeting room").fill("https://meet.example.org/maya");
    await press(page, "Store");
    await this.look(page, "profile-stored");
  }

  // Sent from a page that was opened before the session ended.
  async old_form(page) {
    await page.goto(this.url + "/volunteer/profile");
    await page.locator("main input[name=csrf]").first().evaluate((input) => (input.value = "older"));
    await press(page, "Store");
    await this.look(page, "error-403-old");
    await page.goto(this.url + "/volunteer/interviews");
    await page.getByRole("button", { name: "Sign out" }).click();
  }

  async newcomer(page) {
    await page.goto(this.server.sign_in_link("noor@example.org"));
    await press(page, "Sign in");
    await this.look(page, "interviews-empty");
    await this.see(page, "availability-new", "/volunteer/availability");
    await this.see(page, "profile-new", "/volunteer/profile");
  }

  async organizer(page) {
    await page.goto(this.server.sign_in_link("organizer@example.org"));
    await press(page, "Sign in");
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
