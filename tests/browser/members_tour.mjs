// What those meet who sign in: Maya, a volunteer of the demo programme; Noor, who has just been invited; the organizer.
import { send_to, Steps, unfold } from "./tour_steps.mjs";

export class MembersTour extends Steps {
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

  async go(member) {
    await this.api("POST", "/volunteers", { name: "Noor Ali", email: "noor@example.org", zone: "Asia/Karachi" });
    await this.signing_in(member);
    await this.interviews(member);
    await this.availability(member);
    await this.profile(member);
    await this.old_form(member);
    await this.newcomer(member);
    await this.organizer(member);
  }
}
