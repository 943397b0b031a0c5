// A volunteer's way through the pages, whatever the language and the hand: signs in by mail link, publishes hours after a refusal,
// finds what was booked, changes its place, cancels it, signs out.
import assert from "node:assert/strict";
import { Candidate } from "./candidate_flow.mjs";
import { link_in } from "./mailbox.mjs";

// Finds, presses and looks as a candidate does.
export class Volunteer extends Candidate {
  async sign_in() {
    await this.page.goto(this.here("/volunteer/availability"));
    await this.look("sign-in");
    await this.refused(this.sends("/sign-in"), "sign-in-refused");
    await this.hand.type(this.page.locator("main [name=email]"), this.address);
    await this.go(this.sends("/sign-in"), "sign-in-sent");
    const mail = await this.mailbox.next(this.address, /\/sign-in\//);
    await this.page.goto(this.here(link_in(mail, "/sign-in/")));
    await this.look("sign-in-link");
    await this.hand.go(this.sends("/sign-in"));
  }

  async publish_hours() {
    await this.page.goto(this.here("/volunteer/availability"));
    await this.look("availability-new");
    const field = (name) => this.page.locator(`main [name="weekly-0-${name}"]`);
    const publish = () => this.page.locator('main button[name=do][value=publish]');
    for (const day of ["mon", "tue", "wed", "thu", "fri"]) await this.hand.tick(this.page.locator(`main [name="weekly-0-days"][value=${day}]`));
    await this.hand.type(field("from"), "18:00");
    await this.hand.type(field("to"), "25:00");
    await this.refused(publish(), "availability-refused");
    assert.equal(await field("from").inputValue(), "18:00", "what was typed stays");
    await this.hand.type(field("to"), "21:00");
    await this.go(publish(), "availability-published");
    assert.equal(await this.page.locator(".errors").count(), 0);
  }

  async change_place() {
    await this.go(this.page.locator('header a[href*="/volunteer/interviews"]'), "interviews");
    await this.go(this.main('a[href*="/volunteer/interviews/"]').first(), "interview");
    await this.hand.type(this.page.locator("#meeting_url"), "somewhere");
    await this.refused(this.sends("/place"), "interview-refused");
    await this.hand.type(this.page.locator("#meeting_url"), "https://meet.example.org/here");
    await this.go(this.sends("/place"), "interview-place");
    assert.ok((await this.page.locator("main").innerText()).includes("https://meet.example.org/here"));
  }

  async call_off() {
    await this.hand.type(this.page.locator("#message"), "I am sorry: the train is late.");
    await this.go(this.sends("/cancel"), "interview-cancelled");
    assert.equal(await this.sends("/cancel").count(), 0);
  }

  async sign_out() {
    await this.go(this.page.locator('form[action^="/sign-out"] button'), "signed-out");
  }
}
