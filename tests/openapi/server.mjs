// Starts the real program on a free port in a folder of its own, with the demo programme unless told otherwise, and ends it by
// its own process id.
import { execFileSync, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.REHEARSE_PROGRAM;

// One that no connection is given by chance while the server is not there yet, and that browsers open (they refuse 10080).
async function free_port() {
  const [given_by_chance] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").split(/\s/).map(Number);
  for (let tries = 0; tries < 1000; ++tries) {
    const port = randomInt(10_100, Math.max(given_by_chance, 20_000));
    const probe = createServer().listen(port, "127.0.0.1");
    const is_free = await new Promise((done) => probe.once("listening", () => done(true)).once("error", () => done(false)));
    if (!is_free) continue;
    await new Promise((done) => probe.close(done));
    return port;
  }
  throw new Error("no port of loopback is free");
}

async function until_ready(url, child) {
  for (let tries = 0; tries < 600; ++tries) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const ready = await fetch(url + "/readyz").catch(() => null);
    if (ready?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the server was not ready within a minute");
}

const quiet = "log.level=warning";  // what failed is to be found among what a test prints
const no_limits = ["limits.requests_per_minute=0", "limits.bookings_per_hour=0"];

// `more`: settings beside those, as "table.key=value".
export async function start_server({ seeded = true, more = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "rehearse-test-"));
  const port = await free_port();
  const settings = [`server.port=${port}`, quiet, ...no_limits, ...more].flatMap((setting) => ["--set", setting]);
  const run = (...words) => execFileSync(program, [...settings, ...words], { cwd: folder, encoding: "utf8" });
  if (seeded) run("seed-demo");
  const child = spawn(program, [...settings, "serve"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  await until_ready(url, child);
  const ended = new Promise((done) => child.once("exit", done));
  return {
    url,
    folder,
    run,
    mails: join(folder, "mail"),
    token: (role, email) => run("token", role, email).trim().split("\n").at(-1),
    sign_in_link: (email) => run("sign-in", email).match(/https?:\S+/)[0],
    async stop() {
      process.kill(child.pid, "SIGTERM");
      const status = await ended;
      rmSync(folder, { recursive: true });
      return status;
    },
  };
}
