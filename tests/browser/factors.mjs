// In how many ways each flow is gone through: pairwise, and in every combination with REHEARSE_LONG=1 (deploy/test --long).
import { all_combinations, pairwise } from "./pairs.mjs";

// What the pages have to speak. The test fails when the server speaks fewer.
export const locales = ["en", "es", "en-XA", "ar-XB"];

export const factors = {
  locale: locales, javascript: [true, false], keyboard: [true, false], width: [320, 1280], scheme: ["light", "dark"],
};

export const every_way = process.env.REHEARSE_LONG ? all_combinations(factors) : pairwise(factors);

export function way_text({ javascript, keyboard, width, scheme, locale }) {
  return `${locale}, ${javascript ? "with" : "without"} JavaScript, ${keyboard ? "keyboard alone" : "mouse"}, ${width} px, ${scheme}`;
}

// The locales among those that the server answers in when asked for them.
export async function spoken_locales(server, asked = locales) {
  const spoken = [];
  for (const locale of asked) {
    const html = await (await fetch(`${server.url}/?lang=${locale}`, { headers: { "Accept-Language": "en" } })).text();
    if (new RegExp(`<html lang="${locale}"`).test(html)) spoken.push(locale);
  }
  return spoken;
}
