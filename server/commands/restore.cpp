#include "server/commands/restore.hpp"

#include "config/durable_file.hpp"
#include "config/plain_file.hpp"
#include "config/secret.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "scheduler/storage/sqlite/sqlite_copy.hpp"
#include "server/application/database_draft.hpp"
#include "server/application/opening.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <vector>

namespace rehearse {
namespace {

using path = std::filesystem::path;

struct backup_facts {
  server_secret secret;
  std::string made;
};

// What the backup says of itself. Throws std::runtime_error where the file is none, or none for this program.
backup_facts facts_of(path const& from) {
  auto const db = storage::sqlite_connection::open(from.string(), storage::access::read_only);
  demand_known_schema(*db, from);
  auto const secret = secret_of_digits(storage::meta(*db, storage::meta_backup_secret).value_or(""));
  if (!secret)
    throw std::runtime_error(from.string() +
                             " is a database without its secret, no backup: to use it, stop the server and put it, "
                             "with its secret, where this one is");
  return {*secret, storage::meta(*db, storage::meta_backup_made).value_or("")};
}

// The copy becomes a database that can be served: of this version, without the secret in it, sending nothing.
// How many mails wait in it that were due by now.
std::int64_t make_ready(path const& copy, std::string const& made, instant now) {
  auto const db = storage::sqlite_connection::open(copy.string(), storage::access::write);
  db->execute("pragma secure_delete = on");  // or the secret would stay in a free part of its page
  storage::migrate(*db);
  storage::forget_meta(*db, storage::meta_backup_secret);
  storage::forget_meta(*db, storage::meta_backup_made);
  storage::hold_mail(*db, true);
  storage::set_meta(*db, storage::meta_restored, to_text(now));
  storage::set_meta(*db, storage::meta_restored_from, made);
  storage::release_leases(*db, "");
  auto const written_by = read_instant(made).value_or(now);
  auto const waits = storage::count_due_before(*db, now, written_by);
  db->reset_statements();
  db->checkpoint();  // closing does that, too, and says nothing where it cannot
  return waits;
}

std::string words_on_mail(std::int64_t waits, std::string const& made) {
  if (waits == 0) return "All mail is held until `rehearse mail release`.\n";
  return "All mail is held. Of what waits, " + std::to_string(waits) +
         " was due by now; whatever of that left before the loss would leave again. `rehearse mail release` sends "
         "all; with `--drop-due-before INSTANT` it drops what was due before. INSTANT is the moment at which the lost "
         "server last worked, at the earliest " +
         made + ", that of the backup; what fell due later no server has sent.\n";
}

// What of the database that is to be replaced stands in its log only, goes into its file. Why that cannot be: often
// what is to be replaced is damaged, or somebody reads it.
std::optional<std::string> settle(settings const& set) try {
  if (!has_database(set)) return std::nullopt;
  storage::sqlite_connection::open(database_file(set).string(), storage::access::write)->checkpoint();
  std::error_code none;
  auto const left = std::filesystem::file_size(database_file(set).string() + "-wal", none);
  if (none || left == 0) return std::nullopt;
  return "another program has it open, and its log stays";
} catch (std::exception const& damage) {
  return damage.what();
}

// What SQLite takes for one database, under its file's name or another.
std::vector<path> parts_of(path const& file) {
  std::vector<path> parts{file};
  for (auto const* ending : log_endings) parts.push_back(file.string() + ending);
  return parts;
}

bool any_is_there(std::vector<path> const& parts) {
  return std::ranges::any_of(parts, [](path const& part) { return std::filesystem::exists(part); });
}

// An ending that nothing has yet.
std::string ending_to_keep_under(path const& file, path const& secret, instant now) {
  auto const of_now = ".before-" + std::to_string(now.time_since_epoch().count());
  auto ending = of_now;
  for (int more = 2;
       any_is_there(parts_of(file.string() + ending)) || std::filesystem::exists(secret.string() + ending); ++more)
    ending = of_now + "-" + std::to_string(more);
  return ending;
}

struct exchange {
  path file, secret;   // of the database in its place
  std::string ending;  // that what was there gets
  path new_file, new_secret;
};

// Without its secret no database is served: that leaves first and comes last. So wherever the machine stops, there is
// the old database with its log, or none that is served before it is restored once more. The file stays until the other
// takes its place; its log goes, or it would be played into that one: as the last of all, since where the file is gone,
// the log alone says so.
void put_in_place_of(exchange const& e) {
  auto const kept = e.file.string() + e.ending;
  keep_under(e.file, kept);
  move_to(e.secret, e.secret.string() + e.ending);
  try {
    for (auto const* part : log_endings | std::views::reverse) move_to(e.file.string() + part, kept + part);
    put_in_place(e.new_file, e.file);
    put_in_place(e.new_secret, e.secret);
  } catch (std::exception const& trouble) {
    throw std::runtime_error(std::string(trouble.what()) +
                             "; nothing is served until you restore once more; what was there is kept as " + kept);
  }
}

// To be read by its owner alone, whatever was before; by a group only where somebody gave the old one to it and to
// nobody else.
void make_like_secret(path const& draft, path const& secret, path const& database) {
  if (!std::filesystem::exists(secret)) return make_like(draft, database, 0600);
  make_like(draft, secret, readable_by_everybody(secret) ? 0600 : 0640);
}

std::string what_was_kept(path const& kept, std::optional<std::string> const& damage) {
  if (damage)
    return "What was there could not be read whole (" + *damage +
           "). As it was found, and its log where it had one, it is kept as " + kept.string() + "\n";
  if (std::filesystem::exists(kept)) return "What was there is kept as " + kept.string() + "\n";
  if (any_is_there(parts_of(kept)))
    return "The log of a database that is gone was there; it is kept beside the name " + kept.string() + "\n";
  return "";
}

}  // namespace

std::string restore(settings const& set, path const& from, clock const& time, randomness& chance) {
  if (!std::filesystem::exists(from)) throw std::runtime_error(from.string() + ": there is no such file");
  demand_plain_file(from);
  demand_sound(from, from);
  auto const facts = facts_of(from);
  auto const file = database_file(set), secret = secret_file(set);
  auto const draft = file.string() + restoring_ending;
  remove_database(draft);  // left by one that was killed: the lock is ours
  database_draft const copy(draft);
  storage::copy_sqlite(from, copy.file());
  auto const now = time.now();
  auto const waits = make_ready(copy.file(), facts.made, now);
  make_like(copy.file(), std::filesystem::exists(file) ? file : folder_of(file));
  written_draft const new_secret(secret, facts.secret.digits() + "\n", chance);
  make_like_secret(new_secret.file(), secret, copy.file());
  auto const damage = settle(set);
  auto const before = ending_to_keep_under(file, secret, now);
  put_in_place_of({file, secret, before, copy.file(), new_secret.file()});
  return file.string() + " is the database of " + facts.made +
         " again. What was changed since, such as API tokens revoked, is as it was then.\n" +
         words_on_mail(waits, facts.made) + what_was_kept(file.string() + before, damage);
}

}  // namespace rehearse
