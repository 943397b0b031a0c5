// The real mail server of tests/mail/exim_server.py, for tests in a browser: its settings for the program, and what arrived.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { read_source } from "./mailbox.mjs";

const script = join(dirname(fileURLToPath(import.meta.url)), "../mail/exim_server.py");

export async function start_exim() {
  const folder = mkdtempSync(join(tmpdir(), "rehearse-exim-"));
  const password_file = join(folder, "password");
  writeFileSync(password_file, "correct horse\n", { mode: 0o600 });
  const child = spawn("/usr/bin/python3", ["-B", script, folder], { stdio: ["pipe", "pipe", "inherit"] });
  const [first] = await once(child.stdout, "data");
  const port = Number(String(first).trim());
  const box = join(folder, "mail", "new");
  return {
    settings: [`smtp.url=smtp://localhost:${port}`, "smtp.username=rehearse", `smtp.password_file=${password_file}`,
      `smtp.ca_file=${join(folder, "ca.pem")}`, "smtp.from=interviews@first-try.example"],
    // Every mail so far: as it was sent, and read.
    mails() {
      const names = existsSync(box) ? readdirSync(box).sort() : [];
      return names.map((name) => readFileSync(join(box, name), "latin1")).map((source) => ({ source, ...read_source(source) }));
    },
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
      rmSync(folder, { recursive: true });
    },
  };
}
