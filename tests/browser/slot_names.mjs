// What a screen reader calls each time that can be chosen: day, date, time, zone with its offset, and that it is in the night where it is.
import { pattern } from "./words.mjs";

// Of the browser's own accessibility tree: {name, is_night} of each slot. What is folded away is unfolded first.
export async function slots_read_aloud(page) {
  await page.locator("details.night").evaluateAll((all) => all.forEach((each) => (each.open = true)));
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send("DOM.getDocument", { depth: 0 });
    const within = async (selector) => new Set((await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector })).nodeIds);
    const [slots, nights] = [await within("input[type=radio][name=start]"), await within(".night input[name=start]")];
    const read = async (nodeId) => {
      const { nodes } = await session.send("Accessibility.getPartialAXTree", { nodeId, fetchRelatives: false });
      return { name: nodes[0]?.ignored ? "" : (nodes[0]?.name?.value ?? ""), is_night: nights.has(nodeId) };
    };
    return await Promise.all([...slots].map(read));
  } finally {
    await session.detach();
  }
}

const days = { en: "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", es: "(lunes|martes|miércoles|jueves|viernes|sábado|domingo)" };

// What a name does not say. `night`: the words that say so of the night.
export function missing_in(name, is_night, locale, night) {
  const said = {
    day: !days[locale] || new RegExp(days[locale], "i").test(name),
    date: /\b\d{1,2}\b.*\d{1,2}[:.]\d\d/.test(name.replace(/UTC\S*/, "")),
    time: /\d{1,2}[:.]\d\d\D*$/.test(name),
    offset: /UTC/.test(name),
    zone: /UTC\S*, \D*\p{L}|\p{L}\D* \d\d:\d\d \(|UTC \d/u.test(name.replace(night, "")),
    [is_night ? "night" : "being in no night"]: night.test(name) === is_night,
  };
  return Object.keys(said).filter((part) => !said[part]);
}

// Marks of direction, which nobody hears.
const unmarked = (words) => words.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

export async function slot_name_findings(page, locale) {
  const slots = (await slots_read_aloud(page)).map(({ name, is_night }) => ({ name: unmarked(name), is_night }));
  const night = new RegExp(unmarked(pattern(locale, "{zone}, your night").replace("[^]*?", "")));
  const short = slots.flatMap(({ name, is_night }) => missing_in(name, is_night, locale, night).map((part) => `a slot's name lacks its ${part}: "${name}"`));
  return short.slice(0, 3);
}
