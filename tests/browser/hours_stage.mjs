// A volunteer's hours, for the tests of what the page for them does with scripts and without: Nora of programme.mjs signs in, over the
// hours that the test begins with.
import { send, volunteer } from "./programme.mjs";
import { Stage } from "./stage.mjs";

export const evening = [{ days: ["mon"], from: "18:00", to: "20:00" }];

export const field = (page, name) => page.locator(`[name="${name}"]`);
export const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
export const unfold = ({ page, said }, name) => page.locator("summary", { hasText: said(name) }).first().click();

export const is_published = ({ page, said }) =>
  page.locator(".notice.good", { hasText: said("Published. Candidates can book these hours from now on.") }).waitFor();

export class HoursStage extends Stage {
  #path() {
    return `/api/v1/volunteers/${this.programme.volunteer_id}/availability`;
  }

  put(weekly) {
    return send(this.server, this.programme.token, "PUT", this.#path(), { zone: volunteer.zone, weekly }, { "If-Match": "*" });
  }

  published() {
    return send(this.server, this.programme.token, "GET", this.#path());
  }

  sign_in_link() {
    return this.server.sign_in_link(volunteer.email) + "?next=/volunteer/availability";
  }

  async sign_in(page) {
    await page.goto(this.sign_in_link());
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/availability/);
    await page.locator("#hours").waitFor();
  }

  // Signed in, over those hours; `loads()`: how many pages were opened since.
  async at_hours(page, weekly = []) {
    await this.put(weekly);
    await this.sign_in(page);
    let loads = 0;
    page.on("framenavigated", () => ++loads);
    return { loads: () => loads };
  }
}
