#include "server/backup.hpp"

#include "config/durable_file.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "scheduler/storage/sqlite/sqlite_copy.hpp"

#include <stdexcept>
#include <system_error>

namespace rehearse {
namespace {

using path = std::filesystem::path;

void remove_database(path const& file) {
  std::error_code gone;
  for (auto const* ending : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(file.string() + ending, gone);
}

// A database that is being made; nothing of it stays unless it gets its name.
class draft {
 public:
  explicit draft(path file) : file_(std::move(file)) { remove_database(file_); }
  draft(draft const&) = delete;
  draft& operator=(draft const&) = delete;
  ~draft() { remove_database(file_); }

  path const& file() const { return file_; }

 private:
  path file_;
};

void demand_sound(path const& file) {
  if (auto const trouble = storage::trouble_with_sqlite(file))
    throw std::runtime_error(file.string() + " is no sound database: " + *trouble);
}

void add_secret(path const& copy, server_secret const& secret, instant now) {
  auto const db = storage::sqlite_connection::open(copy.string(), storage::access::write);
  storage::set_meta(*db, storage::meta_backup_secret, secret.digits());
  storage::set_meta(*db, storage::meta_backup_made, to_text(now));
  db->reset_statements();
  db->execute("pragma journal_mode = delete");  // one file, readable in a folder where nobody may write
}

struct backup_facts {
  server_secret secret;
  std::string made;
};

// What the backup says of itself. Throws std::runtime_error where the file is none, or none for this program.
backup_facts facts_of(path const& from) {
  auto const db = storage::sqlite_connection::open(from.string(), storage::access::read_only);
  if (!storage::has_schema(*db)) throw std::runtime_error(from.string() + " is no backup of Rehearse");
  if (storage::schema_version(*db) > storage::newest_schema_version())
    throw std::runtime_error(from.string() + " was made by a newer version of this program: use that one");
  auto const secret = secret_of_digits(storage::meta(*db, storage::meta_backup_secret).value_or(""));
  if (!secret)
    throw std::runtime_error(from.string() +
                             " is a database without its secret, no backup: to use it, stop the server and put it, "
                             "with its secret, where this one is");
  return {*secret, storage::meta(*db, storage::meta_backup_made).value_or("")};
}

// The copy becomes a database that can be served: of this version, without the secret in it, sending nothing.
void make_ready(path const& copy) {
  auto const db = storage::sqlite_connection::open(copy.string(), storage::access::write);
  storage::migrate(*db);
  storage::forget_meta(*db, storage::meta_backup_secret);
  storage::forget_meta(*db, storage::meta_backup_made);
  storage::hold_mail(*db, true);
  db->reset_statements();
}

// What of the database that is to be replaced stands in its log only, goes into its file.
void settle(path const& file) {
  if (!std::filesystem::exists(file)) return;
  storage::sqlite_connection::open(file.string(), storage::access::write)->checkpoint();
}

}  // namespace

command_result back_up(path const& database, server_secret const& secret, path const& to, instant now) {
  if (std::filesystem::exists(to)) return {1, "", to.string() + " is there already: name a new file\n"};
  if (to.has_parent_path() && !std::filesystem::is_directory(to.parent_path()))
    return {1, "", to.parent_path().string() + ": there is no such folder\n"};
  draft const copy(to.string() + ".incomplete");
  storage::copy_sqlite(database, copy.file());
  add_secret(copy.file(), secret, now);
  demand_sound(copy.file());
  put_in_place(copy.file(), to);
  return {0,
          to.string() + " holds the whole database of " + to_text(now) +
              ", and the secret of this server: whoever has it can use every link that was mailed. Keep it safe.\n",
          ""};
}

std::string restore(settings const& set, path const& from, clock const& time, randomness& chance) {
  if (!std::filesystem::exists(from)) throw std::runtime_error(from.string() + ": there is no such file");
  demand_sound(from);
  auto const facts = facts_of(from);
  auto const file = database_file(set), secret = secret_file(set);
  draft const copy(file.string() + ".restoring");
  storage::copy_sqlite(from, copy.file());
  make_ready(copy.file());
  settle(file);
  auto const before = ".before-" + std::to_string(time.now().time_since_epoch().count());
  bool const replaces = std::filesystem::exists(file);
  keep_under(file, file.string() + before);
  keep_under(secret, secret.string() + before);
  // The secret first: should the machine stop between the two, the old database refuses this secret, and restoring once
  // more mends it.
  replace_secret(secret, facts.secret, chance);
  put_in_place(copy.file(), file);
  return file.string() + " is the database of " + facts.made +
         " again. All mail is held: look what would go out, then " +
         "`rehearse mail release`. What was changed since, such as API tokens revoked, is as it was then.\n" +
         (replaces ? "What was there is kept as " + file.string() + before + "\n" : "");
}

}  // namespace rehearse
