// Interviews at moments that no test can wait for, and in states that no page leads to: changes one as it stands in the database of a server that runs, by Python's
// sqlite3. What the program itself would never do, and nothing but its pages and mails is looked at afterwards.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const script = `
import sqlite3, sys, time
path, address, seconds, state = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
database = sqlite3.connect(path, timeout=30)
with database:
    (start,) = database.execute("select start_at from bookings where candidate_email = ? order by start_at desc", (address,)).fetchone()
    if state:
        changed = database.execute("update bookings set state = ? where candidate_email = ? and start_at = ?", (state, address, start))
    else:
        by = int(time.time()) + seconds - start
        changed = database.execute("""update bookings set start_at = start_at + ?1, end_at = end_at + ?1, revision = revision + 1,
            agreed_candidate = agreed_candidate + ?1, agreed_volunteer = agreed_volunteer + ?1
            where candidate_email = ?2 and start_at = ?3""", (by, address, start))
    assert changed.rowcount == 1
`;

// The last booking of that address starts so many seconds from now; of those before now: so many ago.
export function let_it_start(server, address, seconds) {
  run(server, address, String(seconds), "");
}

// As if it were not confirmed yet: the page that then stands behind a link which somebody kept.
export function let_it_be(server, address, state) {
  run(server, address, "0", state);
}

const run = (server, ...words) => execFileSync("/usr/bin/python3", ["-c", script, join(server.folder, "rehearse.db"), ...words]);
