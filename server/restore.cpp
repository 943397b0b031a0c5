#include "server/restore.hpp"

#include "config/durable_file.hpp"
#include "config/plain_file.hpp"
#include "config/secret.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "scheduler/storage/sqlite/sqlite_copy.hpp"
#include "server/database_draft.hpp"
#include "server/opening.hpp"

#include <algorithm>
#include <optional>
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
// what is to be replaced is damaged.
std::optional<std::string> settle(settings const& set) try {
  if (has_database(set))
    storage::sqlite_connection::open(database_file(set).string(), storage::access::write)->checkpoint();
  return std::nullopt;
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

// The file stays until the other takes its place; its log goes, or it would be played into that one.
void keep_database(path const& file, path const& kept) {
  keep_under(file, kept);
  for (auto const* ending : log_endings) move_to(file.string() + ending, kept.string() + ending);
}

std::string what_was_kept(path const& kept, std::optional<std::string> const& damage) {
  if (damage)
    return "What was there could not be read (" + *damage + "). As it was found, and its log where it had one, it is " +
           "kept as " + kept.string() + "\n";
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
  database_draft const copy(file.string() + ".restoring");
  storage::copy_sqlite(from, copy.file());
  auto const now = time.now();
  auto const waits = make_ready(copy.file(), facts.made, now);
  make_like(copy.file(), std::filesystem::exists(file) ? file : folder_of(file));
  auto const damage = settle(set);
  auto const before = ending_to_keep_under(file, secret, now);
  keep_database(file, file.string() + before);
  keep_under(secret, secret.string() + before);
  // The secret first: should the machine stop between the two, the old database refuses this secret, and restoring once
  // more mends it.
  replace_secret(secret, facts.secret, std::filesystem::exists(secret) ? secret : copy.file(), chance);
  put_in_place(copy.file(), file);
  return file.string() + " is the database of " + facts.made +
         " again. What was changed since, such as API tokens revoked, is as it was then.\n" +
         words_on_mail(waits, facts.made) + what_was_kept(file.string() + before, damage);
}

}  // namespace rehearse
