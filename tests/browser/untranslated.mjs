// What a page in the pseudo-locale en-XA shows that nobody translates: there every text of ours has accents on all its letters, so
// plain letters are either data or hard-coded English. Data is what the programme and its people wrote (told by their texts), and
// what the page itself marks: translate="no", a lang of its own, code.

// Every text in some JSON, longest first.
export function texts_in(...documents) {
  const all = new Set();
  const walk = (value) => {
    if (typeof value === "string") for (const line of value.split("\n")) all.add(line.trim());
    else if (value && typeof value === "object") Object.values(value).forEach(walk);
  };
  documents.forEach(walk);
  return [...all].filter((text) => /[A-Za-z]/.test(text)).sort((a, b) => b.length - a.length);
}

// Runs in the page: [where, text].
function visible_texts() {
  const ours = (element) => {
    const marked = element.closest("[translate=no], [lang], code, pre, script, style, iframe");
    return (!marked || marked === document.documentElement);
  };
  const found = [["title", document.title.replace(/ – Rehearse$/, "")]];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (ours(node.parentElement)) found.push([node.parentElement.outerHTML.slice(0, 80), node.data]);
  for (const name of ["aria-label", "placeholder", "title", "alt", "label", "aria-description"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (ours(element)) found.push([`${element.localName} ${name}`, element.getAttribute(name)]);
  return found;
}

// One line for each hard-coded text of a page that is shown in en-XA; `data`: texts_in() of what people wrote.
export async function untranslated(page, data = []) {
  const lines = [];
  for (const [where, text] of await page.evaluate(visible_texts)) {
    const rest = plain_words(text, data);
    if (rest.length) lines.push(`${rest.join(" ")} in ${JSON.stringify(text.trim().slice(0, 100))} at ${where}`);
  }
  return lines;
}

// Without addresses, names of zones and numbers of requests.
const codes = /https?:\/\/\S+|[\w.+-]+@[\w.-]+|\bUTC\b|\b[A-Z]\w+\/[\w/+-]+|\breq_\w+/g;
const bare = (text) => text.replace(codes, " ").replace(/\s+/g, " ");

// As they stand, in any case: what volunteers can is shown with capitals.
const quoted = (literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// The same for a mail's plain text or subject.
export function plain_words(text, data = []) {
  let rest = bare(text);
  for (const each of data) rest = rest.replace(new RegExp(`(?<!\\p{L})${quoted(bare(each))}(?!\\p{L})`, "giu"), " ");
  return rest.match(/[A-Za-z]{2,}/g) ?? [];
}
