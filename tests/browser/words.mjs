// What the program says in each language, for tests that have to know it: from the catalogues that it is built with, and for the
// pseudo-locales from the English one, disguised as the program does it.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../notify/words/locale");
const catalogues = new Map();

const unquoted = (lines) => [...lines.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => JSON.parse(`"${m[1]}"`)).join("");

// [{id, text}] of a catalogue; plural forms are texts of their own.
export function entries(locale) {
  const path = join(folder, locale + ".po");
  if (!existsSync(path)) throw new Error(`no catalogue ${locale}`);
  const all = [];
  for (const block of readFileSync(path, "utf8").split("\n\n")) {
    const part = (name) => unquoted(new RegExp(`^${name} ((?:".*"\\n?)+)`, "m").exec(block + "\n")?.[1] ?? "");
    const id = part("msgid"), many = part("msgid_plural");
    if (!id) continue;
    all.push({ id, text: many ? part("msgstr\\[0\\]") : part("msgstr") });
    if (many) all.push({ id: many, text: part("msgstr\\[1\\]") });
  }
  return all;
}

function catalogue(locale) {
  if (!catalogues.has(locale)) catalogues.set(locale, new Map(entries(locale).map(({ id, text }) => [id, text])));
  return catalogues.get(locale);
}

const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const accented = [..."ÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"];
export const accents = (piece) => piece.replace(/[A-Za-z]/g, (letter) => accented[plain.indexOf(letter)]);
export const turned = (piece) => (piece.trim() ? `\u202E${piece}\u202C` : piece);
// The change of a text outside its {members}.
export const outside = (text, change) => text.split(/(\{[^}]*\})/).map((piece, i) => (i % 2 ? piece : change(piece))).join("");
const disguises = { "en-XA": accents, "ar-XB": turned };

// The text of that key, its {members} unfilled. Of "en-XA" without the brackets and the text added to make it longer.
export function text(locale, msgid) {
  const disguise = disguises[locale];
  const found = catalogue(disguise ? "en" : locale).get(msgid);
  if (found === undefined) throw new Error(`${locale} has no text for: ${msgid}`);
  return disguise ? outside(found, disguise) : found;
}

const quoted = (literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// As a pattern of what stands on a page. `members`: patterns of what some of its members are filled with; the others may be anything.
export function said(locale, msgid, members = {}) {
  const filled = (name) => (name in members ? `[^]*?${members[name].source ?? members[name]}[^]*?` : "[^]*?");
  return new RegExp(text(locale, msgid).split(/\{(\w+)\}/).map((part, at) => (at % 2 ? filled(part) : quoted(part))).join(""));
}

// A city of these tests as a page in that language calls it.
const in_spanish = { Kolkata: "Calcuta", "Sao Paulo": "São Paulo" };
export function city(locale, name) {
  if (locale === "es") return in_spanish[name] ?? name;
  return disguises[locale]?.(name) ?? name;
}

export const pattern = (locale, msgid) => said(locale, msgid).source;
