// The .eml files that the server writes while no SMTP server is set, read by a few lines of their own.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

function decoded(head, body) {
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(head)?.[1].toLowerCase();
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const octets = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(octets, "latin1").toString("utf8");
}

// Every leaf of a message: its type and its text.
function leaves(source) {
  const [, head, body] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(source) ?? [source, source, ""];
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const boundary = /^content-type:\s*multipart\/.*boundary="?([^";\r\n]+)"?/im.exec(unfolded)?.[1];
  if (boundary) return body.split("--" + boundary).slice(1, -1).flatMap((part) => leaves(part.replace(/^\r?\n/, "")));
  return [{ type: /^content-type:\s*([^;\s]+)/im.exec(unfolded)?.[1] ?? "text/plain", text: decoded(unfolded, body) }];
}

// RFC 2047: "=?UTF-8?B?…?=", one after the other.
function decoded_words(field) {
  const word = /=\?utf-8\?b\?([^?]*)\?=/gi;
  const joined = field.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(new RegExp(`(?:${word.source})+`, "gi"), (run) =>
    Buffer.concat([...run.matchAll(word)].map(([, given]) => Buffer.from(given, "base64"))).toString("utf8"));
}

// A message as it stands in a file, one octet a character.
export function read_source(source) {
  const header = (name) => new RegExp(`^${name}:\\s*(.*(?:\\r?\\n[ \\t].*)*)`, "im").exec(source)?.[1].trim() ?? "";
  const text = (type) => leaves(source).find((leaf) => leaf.type === type)?.text ?? "";
  return { to: header("To"), subject: decoded_words(header("Subject")), plain: text("text/plain"), html: text("text/html"), calendar: text("text/calendar") };
}

export const read_mail = (path) => read_source(readFileSync(path, "latin1"));

export class Mailbox {
  #seen = new Set();

  constructor(folder) {
    this.folder = folder;
  }

  // The next unread mail to `address` whose plain text fits, and which is one of those `wanted`; waits for it.
  async next(address, fits, wanted = () => true) {
    for (let tries = 0; tries < 600; ++tries) {
      for (const name of existsSync(this.folder) ? readdirSync(this.folder).sort() : []) {
        if (this.#seen.has(name) || !name.endsWith(".eml")) continue;
        const mail = read_mail(join(this.folder, name));
        if (!mail.to.includes(address) || !fits.test(mail.plain) || !wanted(mail)) continue;
        this.#seen.add(name);
        return mail;
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`no mail to ${address} with ${fits} came within a minute`);
  }
}

export function link_in(mail, path) {
  const link = mail.plain.match(new RegExp(`https?://\\S*${path}[\\w.-]+(\\?[^\\s>]*)?`))?.[0];
  if (!link) throw new Error(`no link to ${path} in: ${mail.plain}`);
  return link;
}
