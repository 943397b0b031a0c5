// A candidate's way through the pages, whatever the language and the hand: she says where she is, books after a refusal, corrects
// what she told, says that she will come, has her links mailed, moves, cancels; and is late for another one. What is pressed is
// found by where it leads and what it sends, not by its words. `look(name)` is called on every page.
import assert from "node:assert/strict";
import { becomes } from "./browser.mjs";
import { no_browser_checks } from "./hand.mjs";
import { link_in } from "./mailbox.mjs";

export class Candidate {
  constructor({ server, mailbox, seen, hand, look, way, name }) {
    Object.assign(this, { server, mailbox, seen, hand, look, way, name, page: seen.page });
    this.address = `${name.toLowerCase()}@example.org`;
  }

  here(path) {
    const url = new URL(path, this.server.url);
    url.searchParams.set("lang", this.way.locale);
    return url.href;
  }

  main(selector) {
    return this.page.locator(`main ${selector}:visible`);
  }

  sends(action) {
    return this.page.locator(`main form[action*="${action}"] button[type=submit]:not(.unseen, [name])`);
  }

  async go(target, name) {
    await this.hand.go(target);
    if (name) await this.look(name);
  }

  async refused(target, name) {
    await no_browser_checks(this.page);
    await this.hand.go(target);
    assert.ok(await this.page.locator(".errors").count(), `${name}: nothing is refused at ${this.page.url()}`);
    await this.look(name);
  }

  // Where the device does not say it, or says it wrongly: the city.
  async say_where() {
    for (const each of await this.page.locator("main details:not([open]):has([name=city]) > summary").all()) await this.hand.press(each);
    const city = this.page.locator("[name=city]"), show = this.page.locator("form:has([name=city]) button[type=submit]");
    await this.hand.type(city, "Atlantis");
    await this.refused(show, "zone-unknown");
    await this.hand.type(this.page.locator("[name=city]"), "Bengaluru");
    await this.hand.go(this.page.locator("form:has([name=city]) button[type=submit]"));
  }

  async find_times() {
    await this.page.goto(this.here("/"));
    await this.look("home");
    await this.go(this.main('a[href*="/book"]'), "types");
    await this.go(this.main('a[href*="/book/coding-60"]'), "zone");
    await this.say_where();
    await this.look("times");
  }

  // Of the times that are in sight the one of that number.
  async choose(number) {
    const slots = this.page.locator("label.slot:visible input[name=start]");
    await this.hand.choose(slots.nth(Math.min(number, (await slots.count()) - 1)));
  }

  // To the week after, back, and there again: far enough ahead that it may be moved.
  async turn_the_week() {
    const week = this.page.locator("nav.weeks strong");
    const first = await week.innerText();
    const shows = async (differs) => {
      for (let tries = 0; tries < 300 && ((await week.innerText()) !== first) !== differs; ++tries) await this.page.waitForTimeout(100);
      assert.equal((await week.innerText()) !== first, differs, "the week turns");
    };
    const turn = () => this.hand.press(this.page.locator("nav.weeks a").last());
    await turn();
    await shows(true);
    await this.look("times-later");
    await this.page.goBack();
    await shows(false);
    await turn();
    await shows(true);
  }

  async fill_form() {
    await this.hand.type(this.page.locator("main [name=name]"), this.name);
    await this.hand.type(this.page.locator("main [name=email]"), this.address);
    for (const group of await this.page.locator("main fieldset:has(input[type=radio]):visible").all()) {
      if (!(await group.locator("input:checked").count())) await this.hand.choose(group.locator("input[type=radio]"));
    }
    for (const field of await this.page.locator("main textarea[required]:visible").all()) await this.hand.type(field, "Graphs & trees");
  }

  async book() {
    await this.find_times();
    await this.turn_the_week();
    await this.choose(5);
    await this.go(this.page.locator("main form:has([name=start]) button[type=submit]"), "form");
    await this.refused(this.sends("/book/"), "form-refused");
    await this.follow_mistake();
    await this.fill_form();
    await this.hand.go(this.sends("/book/"));
    await this.at_booking("booking");
    this.booking = this.page.url().replace(/\?.*/, "");
  }

  // Where a link of the summary of mistakes leads, the focus is: at the field, or in its group.
  async follow_mistake() {
    const link = this.page.locator(".errors a").first();
    const id = (await link.getAttribute("href")).slice(1);
    await this.hand.press(link);
    const led = () => this.page.evaluate((wanted) => {
      const target = document.getElementById(wanted);
      return target.matches(":target") && (target === document.activeElement || target.contains(document.activeElement));
    }, id);
    await becomes(this.page, led);
    assert.ok(await led(), `the link to ${id} does not lead to its field`);
  }

  async at_booking(name) {
    await this.page.waitForURL(/\/b\//);
    await this.look(name);
  }

  async correct() {
    await this.go(this.main('a[href*="/change"]').last(), "change");
    await this.hand.type(this.page.locator("main [name=name]"), "");
    await this.refused(this.sends("/change"), "change-refused");
    await this.hand.type(this.page.locator("main [name=name]"), this.name + " B");
    await this.hand.go(this.sends("/change"));
    await this.at_booking("booking-changed");
    assert.ok((await this.page.locator("main").innerText()).includes(this.name + " B"));
  }

  async say_that_she_comes() {
    await this.hand.go(this.sends("/attendance"));
    await this.at_booking("booking-attending");
  }

  async find_links() {
    await this.go(this.page.locator('header a[href*="/find"]'), "find");
    await this.refused(this.sends("/find"), "find-refused");
    await this.hand.type(this.page.locator("main [name=email]"), this.address);
    await this.go(this.sends("/find"), "find-sent");
    const found = (mail) => !mail.calendar && mail.plain.includes("/b/");
    await this.page.goto(this.here(link_in(await this.mailbox.next(this.address, /\/b\//, found), "/b/")));
    assert.ok(await this.sends("/attendance").count() || await this.main('a[href*="/cancel"]').count());
  }

  async move() {
    await this.go(this.main('a[href*="/move"]').first(), "move");
    await this.choose(9);
    await this.hand.go(this.sends("/move"));
    await this.at_booking("booking-moved");
  }

  async cancel() {
    await this.go(this.main('a[href*="/cancel"]').first(), "cancel");
    await this.go(this.sends("/cancel"), "booking-cancelled");
    assert.equal(await this.main('a[href*="/cancel"]').count(), 0, "what is cancelled cannot be cancelled again");
  }

  // With somebody who can be booked at short notice.
  async be_late(volunteer_id) {
    await this.page.goto(this.here(`/book/coding-60?zone=Asia/Kolkata&volunteer=${volunteer_id}`));
    await this.page.locator("details.night").evaluateAll((all) => all.forEach((each) => (each.open = true)));
    const starts = (await this.page.locator("[name=start]").evaluateAll((all) => all.map((e) => e.value))).sort();
    // What starts sooner may have begun before it is cancelled.
    const soonest = starts.find((start) => new Date(start) - Date.now() > 15 * 60_000);
    await this.hand.choose(this.page.locator(`[name=start][value="${soonest}"]`));
    await this.hand.go(this.page.locator("main form:has([name=start]) button[type=submit]"));
    await this.fill_form();
    await this.hand.go(this.sends("/book/"));
    await this.at_booking("booking-soon");
    await this.hand.type(this.page.locator("#minutes"), "0");
    await this.refused(this.sends("/late"), "booking-late-refused");
    await this.hand.type(this.page.locator("#minutes"), "10");
    await this.hand.go(this.sends("/late"));
    await this.at_booking("booking-late");
    await this.cancel();
  }
}
