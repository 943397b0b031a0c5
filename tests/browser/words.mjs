// What the program says in each language, for tests that have to know it: from the catalogues that it is built with, and for the
// pseudo-locales from the English one, disguised as the program does it.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../notify/words/locale");
const catalogues = new Map();

function unquoted(lines) {
  return [...lines.matchAll(/^"(.*)"$/gm)].map(([, inside]) => JSON.parse(`"${inside}"`)).join("");
}

function catalogue(locale) {
  if (catalogues.has(locale)) return catalogues.get(locale);
  const path = join(folder, locale + ".po");
  if (!existsSync(path)) throw new Error(`no catalogue ${locale}`);
  const texts = new Map();
  for (const entry of readFileSync(path, "utf8").split(/\n\n+/)) {
    const parts = /^msgid ((?:".*"\n?)+)(?:msgid_plural (?:".*"\n?)+)?msgstr(?:\[0\])? ((?:".*"\n?)+)/m.exec(entry);
    if (parts) texts.set(unquoted(parts[1]), unquoted(parts[2]));
  }
  catalogues.set(locale, texts);
  return texts;
}

const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const accented = [..."ÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"];
const accents = (piece) => piece.replace(/[A-Za-z]/g, (letter) => accented[plain.indexOf(letter)]);
const turned = (piece) => (piece.trim() ? `\u202E${piece}\u202C` : piece);
const disguises = { "en-XA": accents, "ar-XB": turned };

// The text of that key, its {members} unfilled. Of "en-XA" without the brackets and the text added to make it longer.
export function text(locale, msgid) {
  const disguise = disguises[locale];
  const found = catalogue(disguise ? "en" : locale).get(msgid);
  if (found === undefined) throw new Error(`${locale} has no text for: ${msgid}`);
  return disguise ? found.split(/(\{\w+\})/).map((piece) => (/^\{/.test(piece) ? piece : disguise(piece))).join("") : found;
}

// As a pattern of what stands on a page, whatever the members are filled with.
export function pattern(locale, msgid) {
  const quoted = (literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text(locale, msgid).split(/\{\w+\}/).map(quoted).join("[^]*?");
}
