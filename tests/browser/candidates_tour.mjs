// What candidates, and whoever comes by, can meet: the demo programme, and beside it Zola in Lagos, who can be booked at short notice.
import { link_in } from "./mailbox.mjs";
import { all_day } from "./programme.mjs";
import { let_it_be, let_it_start } from "./time_travel.mjs";
import { choose, send_to, Steps, to, unfold } from "./tour_steps.mjs";

const zola = { name: "Zola Mbeki", email: "zola@example.org", zone: "Africa/Lagos" };

async function fill_form(page, name) {
  await page.locator("main [name=name]").fill(name);
  await page.locator("main [name=email]").fill(`${name.toLowerCase()}@example.org`);
  await page.locator("main [name=goal]").fill("Graphs. Last time I ran out of time.");
  for (const group of await page.locator("fieldset:has(input[type=radio]):visible").all()) await group.locator("input").first().check();
  for (const text of await page.locator("textarea[required]").all()) await text.fill("Graphs");
}

export class CandidatesTour extends Steps {
  async prepare() {
    const made = await this.api("POST", "/volunteers", { ...zola, headline: "Answers at short notice" });
    this.zola = made.id;
    await this.api("PUT", `/volunteers/${made.id}/availability`, all_day, { "If-Match": "*" });
  }

  async everybodys_pages(page) {
    const pages = {
      home: "/", types: "/book", find: "/find", privacy: "/privacy", "sign-in": "/sign-in", problems: "/problems",
      problem: "/problems/slot_unavailable", "docs-plain": "/docs/plain", mails: "/demo/mail", volunteer: `/v/${this.zola}`,
      parts: "/demo/parts",
    };
    for (const [name, path] of Object.entries(pages)) await this.see(page, name, path);
    await page.goto(this.url + "/find");
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

  // The form for the free time of that number; which one it is.
  async form(page, number, { volunteer = this.zola } = {}) {
    await page.goto(`${this.url}/book/coding-60?zone=Asia/Kolkata${volunteer ? "&volunteer=" + volunteer : ""}`);
    const start = await choose(page, number);
    await page.locator("main form:has([name=start]) button[type=submit]").click();
    return start;
  }

  async fill_in_and_book(page, name) {
    await fill_form(page, name);
    await send_to(page, "/book/");
    await page.waitForURL(/\/b\//);
  }

  async book(page, name, number) {
    await this.form(page, number);
    await this.fill_in_and_book(page, name);
  }

  // Books that very time.
  async take(page, name, start) {
    await page.goto(`${this.url}/book/coding-60?zone=Asia/Kolkata&volunteer=${this.zola}&start=${start}`);
    await this.fill_in_and_book(page, name);
  }

  async booking(page, rival) {
    await this.form(page, 1, { volunteer: "" });
    await this.look(page, "form");
    await unfold(page);
    await this.look(page, "form-more");
    await send_to(page, "/book/");
    await this.look(page, "form-refused");
    await this.fill_in_and_book(page, "Asha");
    await this.look(page, "booking");
    this.asha = page.url().replace(/\?.*/, "");

    const start = await this.form(page, 40);
    await fill_form(page, "Asha");
    await this.take(rival, "Bisi", start);
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

  async mails(page) {
    await this.see(page, "mails", "/demo/mail");
    await page.locator("ul.cards a").first().click();
    await this.look(page, "mail");
  }

  // `rival`: the browser of another candidate.
  async go(guest, rival) {
    await this.prepare();
    await this.everybodys_pages(guest);
    await this.refusals(guest);
    await this.choosing(guest);
    await this.booking(guest, rival);
    await this.managing(guest);
    await this.at_short_notice(guest);
    await this.after_the_start(guest);
    await this.confirming(guest);
    await this.mails(guest);
  }
}
