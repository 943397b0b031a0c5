// The same deeds in a browser that runs scripts and in one that runs none, over a small programme on a server of its own, in turn in
// each language and pseudo-locale (with REHEARSE_LONG=1: each in all of them). Where they end, nothing may be hard-coded, cut off, too
// small to press or pointing the wrong way, and axe finds nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { start_server } from "../openapi/server.mjs";
import { axe_findings } from "./axe.mjs";
import { faults, start_browser, visitor } from "./browser.mjs";
import { of_language } from "./every_page.mjs";
import { locales } from "./factors.mjs";
import { Data, findings_in } from "./language_checks.mjs";
import { of_layout } from "./layout.mjs";
import { make_programme } from "./programme.mjs";
import { speaking, translator } from "./speaking.mjs";
import { city, said } from "./words.mjs";

const in_turn = (number) => (process.env.REHEARSE_LONG ? locales : [locales[number % locales.length]]);

export class Stage {
  #turn = 0;

  async open() {
    this.server = await start_server({ seeded: false, more: ["demo.inbox=true"] });
    this.programme = await make_programme(this.server);
    this.data = new Data(this.server);
    this.browser = await start_browser();
  }

  async close() {
    await this.browser?.close();
    assert.equal(await this.server.stop(), 0, "the server drains cleanly");
  }

  // `steps(page, person)`: `page` finds labels and buttons by their English words, whatever it speaks; `person.scripts`,
  // `person.locale`, and `person.said(text, members)`, a pattern of it. `options`: of the browser, and `ignoring`, complaints meant to be.
  both_ways(name, steps, options) {
    this.#register(name, steps, [true, false], options);
  }

  with_scripts(name, steps, options) {
    this.#register(name, steps, [true], options);
  }

  #register(name, steps, ways, options) {
    const turn = this.#turn++;
    for (const scripts of ways)
      for (const locale of in_turn(scripts ? turn : turn + 1))
        test(`${name} (${locale}, ${scripts ? "with" : "without"} scripts)`, () => this.#play(steps, scripts, locale, options));
  }

  async #play(steps, scripts, locale, { ignoring = /^$/, ...options } = {}) {
    const seen = await visitor(this.browser, { javaScriptEnabled: scripts, ...options });
    const say = translator(locale);
    const person = { ...seen, scripts, locale, say, said: (msgid, members) => said(locale, msgid, members), city: (name) => city(locale, name) };
    person.page = speaking(seen.page, locale, say);
    await steps(person.page, person);
    const complaints = faults(seen.complaints).filter((line) => !ignoring.test(line)).map((line) => `complaint: ${line}`);
    assert.deepEqual([...complaints, ...(await this.findings(seen, locale))], []);
    await seen.context.close();
  }

  async findings(seen, locale) {
    const { page } = seen;
    return [...(await of_language(page, locale)), ...(await of_layout(page)), ...(await findings_in(locale, page, "", this.data)),
      ...(await axe_findings(seen))];
  }
}
