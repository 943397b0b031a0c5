// What holds of every mail, whatever it tells: a list of sentences of what is wrong; none: all is well.
const most_octets = 20_000, longest_line = 78;

const links_of = (text) => new Set([...text.matchAll(/(?:https?:\/\/|mailto:)[^\s<>")]+/g)].map(([link]) => link.replace(/[.,]$/, "")));
const times_of = (text) => new Set([...text.replace(/\s+/g, " ").matchAll(/\d\d:\d\d(?:–\d\d:\d\d)? \(UTC[^)]*\)/g)].map(([time]) => time));
const less = (some, others) => [...some].filter((each) => !others.has(each));

export const unescaped = (html) => html.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#(x?)([0-9a-f]+);/gi,
  (_, hex, digits) => String.fromCodePoint(parseInt(digits, hex ? 16 : 10))).replace(/&amp;/g, "&");

// `mail`: as read by mailbox.mjs, with its `source`. `shown`: the text that a browser shows of its HTML.
export function mail_findings(mail, shown) {
  const findings = [];
  if (mail.source.length >= most_octets) findings.push(`${mail.source.length} octets`);
  for (const line of mail.plain.split("\n")) {
    // An address has to stay in one piece.
    if (line.trimEnd().length > longest_line && !/\S{40,}/.test(line)) findings.push(`a line of ${line.length} characters: ${line}`);
  }
  const in_html = links_of([...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => unescaped(href)).join(" "));
  const in_plain = links_of(mail.plain);
  for (const link of less(in_html, in_plain)) if (!/^mailto:/.test(link) || !mail.plain.includes(link.slice(7))) findings.push(`in HTML alone: ${link}`);
  for (const link of less(in_plain, in_html)) findings.push(`in plain text alone: ${link}`);
  for (const time of less(times_of(shown), times_of(mail.plain))) findings.push(`in HTML alone: ${time}`);
  for (const time of less(times_of(mail.plain), times_of(shown))) findings.push(`in plain text alone: ${time}`);
  if (!mail.plain.trim() || !shown.trim()) findings.push("a part is empty");
  if (!mail.subject.trim()) findings.push("no subject");
  return findings;
}
