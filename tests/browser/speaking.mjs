// A page of playwright that speaks another language than the test that drives it: the test names buttons and labels in English, the
// page finds them in the locale's words, and every address that it is sent to asks for that locale. So one tour serves all locales.
import { accents, entries, outside, turned } from "./words.mjs";

function more_text(length) {
  const words = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
  let all = "";
  for (let i = 0; all.length < Math.max(Math.floor((length * 2) / 5), 2); ++i) all += " " + words[i % words.length];
  return accents(all);
}

// As notify/words/disguise.cpp does it.
const disguises = {
  "en-XA": (text) => `[${outside(text, accents)}${more_text(Buffer.byteLength(text))}]`,
  "ar-XB": (text) => outside(text, turned).replace(/\{[^}]*\}/g, "\u2068$&\u2069"),
};

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// A function from English texts, their placeholders filled in, to the locale's.
export function translator(locale) {
  if (locale === "en") return (text) => text;
  const texts = locale in disguises ? entries("en").map(({ id, text }) => ({ id, text: disguises[locale](text) })) : entries(locale);
  const known = new Map(texts.map(({ id, text }) => [id, text]));
  const patterns = texts.filter(({ id }) => /\{\w+\}/.test(id) && /[A-Za-z]{3}/.test(id.replace(/\{\w+\}/g, ""))).map(({ id, text }) => ({
    names: [...id.matchAll(/\{(\w+)\}/g)].map((m) => m[1]), text, length: id.length,
    pattern: new RegExp(`^${id.split(/\{\w+\}/).map(escaped).join("(.+)")}$`),
  })).sort((a, b) => b.length - a.length);
  return (english) => {
    if (known.has(english)) return known.get(english);
    for (const { names, text, pattern } of patterns) {
      const found = pattern.exec(english);
      if (found) return text.replace(/\{(\w+)\}/g, (_, name) => found[names.indexOf(name) + 1]);
    }
    return english;
  };
}

function in_words(name, say) {
  if (typeof name === "string") return say(name);
  if (!(name instanceof RegExp)) return name;
  return new RegExp((name.source.startsWith("^") ? "^" : "") + escaped(say(name.source.replace(/^\^|\$$|\\/g, ""))), name.flags);
}

function in_locale(address, locale) {
  const url = new URL(address);
  if (!url.searchParams.has("lang")) url.searchParams.set("lang", locale);
  return String(url);
}

// The page, or a locator of it.
export function speaking(target, locale, say = translator(locale)) {
  const changed = {
    goto: ([address, ...rest]) => [in_locale(address, locale), ...rest],
    getByLabel: ([name, ...rest]) => [in_words(name, say), ...rest],
    getByText: ([name, ...rest]) => [in_words(name, say), ...rest],
    getByRole: ([role, options, ...rest]) => [role, options?.name === undefined ? options : { ...options, name: in_words(options.name, say) }, ...rest],
  };
  return new Proxy(target, {
    get(object, key) {
      const value = object[key];
      if (typeof value !== "function") return value;
      return (...given) => {
        const answer = value.apply(object, changed[key]?.(given) ?? given);
        return typeof answer?.getByRole === "function" ? speaking(answer, locale, say) : answer;
      };
    },
  });
}
