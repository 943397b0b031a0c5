// How a person acts on a page: with a pointer, or by keyboard alone, where everything has to be reached by the Tab key.
import assert from "node:assert/strict";

const most_presses = 500;

export class Hand {
  constructor(page, { keyboard = false } = {}) {
    Object.assign(this, { page, keyboard });
  }

  // The Tab key until that element has the focus, which has to be seen.
  async reach(target) {
    for (let presses = 0; presses <= most_presses; ++presses) {
      if (await target.evaluate((e) => e === document.activeElement)) return this.#demand_ring(target);
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`the Tab key does not reach ${target}`);
  }

  async #demand_ring(target) {
    const seen = await target.evaluate((e) => {
      const has_ring = (x) => x && getComputedStyle(x).outlineStyle !== "none" && getComputedStyle(x).outlineWidth !== "0px";
      return has_ring(e) || has_ring(e.closest("label"));
    });
    assert.ok(seen, `no ring around ${target}`);
  }

  // A button or a link.
  async press(target) {
    const one = target.first();
    if (!this.keyboard) return one.click();
    await this.reach(one);
    await this.page.keyboard.press("Enter");
  }

  // The same, and the page that comes of it.
  async go(target) {
    const one = target.first();
    if (this.keyboard) await this.reach(one);
    const came = this.page.waitForEvent("load");
    await Promise.all([came, this.keyboard ? this.page.keyboard.press("Enter") : one.click()]);
  }

  async type(target, text) {
    const one = target.first();
    if (!this.keyboard) return one.fill(text);
    await this.reach(one);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Delete");
    if (text) await this.page.keyboard.type(text);
  }

  async tick(target) {
    const one = target.first();
    if (!this.keyboard) return one.check();
    await this.reach(one);
    if (!(await one.isChecked())) await this.page.keyboard.press("Space");
    assert.ok(await one.isChecked(), `the space bar ticks ${target}`);
  }

  // One radio button of its group: the Tab key leads into the group, the arrows through it.
  async choose(target) {
    const one = target.first();
    if (!this.keyboard) return this.#click_label(one);
    const name = await one.getAttribute("name");
    const group = this.page.locator(`input[type=radio][name="${name}"]`);
    await this.#enter_group(group);
    await this.page.keyboard.press("Space");
    for (let presses = 0; presses < most_presses && !(await one.isChecked()); ++presses) await this.page.keyboard.press("ArrowDown");
    assert.ok(await one.isChecked(), `the arrow keys reach ${target}`);
  }

  // What is pressed is what one sees: the label.
  async #click_label(radio) {
    const label = radio.locator("xpath=ancestor::label");
    await (await label.count() ? label : radio).first().click();
    assert.ok(await radio.isChecked());
  }

  async #enter_group(group) {
    for (let presses = 0; presses <= most_presses; ++presses) {
      if (await group.evaluateAll((all) => all.includes(document.activeElement))) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`the Tab key does not reach ${group}`);
  }
}

// A browser that does not check forms itself, so that the server's answer to mistakes is seen.
export async function no_browser_checks(page) {
  await page.locator("main form").evaluateAll((forms) => forms.forEach((form) => (form.noValidate = true)));
}
