#include "server/commands/backup.hpp"

#include "config/durable_file.hpp"
#include "config/secret.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "scheduler/storage/sqlite/sqlite_copy.hpp"
#include "server/application/database_draft.hpp"
#include "server/application/opening.hpp"

#include <stdexcept>

namespace rehearse {
namespace {

using path = std::filesystem::path;

[[noreturn]] void refuse_as_taken(path const& to) {
  throw std::runtime_error(to.string() + " is there already: name a new file");
}

void demand_free_name(path const& to) {
  if (std::filesystem::exists(to)) refuse_as_taken(to);
  if (!std::filesystem::is_directory(folder_of(to)))
    throw std::runtime_error(folder_of(to).string() + ": there is no such folder");
}

server_secret secret_of(settings const& set) {
  if (auto const trouble = trouble_with_secret_file(set)) throw std::runtime_error(*trouble);
  return read_secret(secret_file(set));
}

void add_secret(path const& copy, path const& database, server_secret const& secret, instant now) {
  auto const db = storage::sqlite_connection::open(copy.string(), storage::access::write);
  demand_known_schema(*db, database);
  demand_known_secret(*db, secret);
  storage::set_meta(*db, storage::meta_backup_secret, secret.digits());
  storage::set_meta(*db, storage::meta_backup_made, to_text(now));
  db->reset_statements();
  db->execute("pragma journal_mode = delete");  // one file, readable in a folder where nobody may write
}

}  // namespace

std::string back_up(settings const& set, path const& to, instant now, randomness& chance) {
  demand_database(set);
  demand_free_name(to);
  auto const database = database_file(set);
  auto const secret = secret_of(set);
  database_draft const copy(to.string() + random_id(chance, ".incomplete-"));
  storage::copy_sqlite(database, copy.file());
  add_secret(copy.file(), database, secret, now);
  demand_sound(copy.file(), database);
  if (!put_where_nothing_is(copy.file(), to)) refuse_as_taken(to);
  return to.string() + " holds the whole database of " + to_text(now) +
         ", and the secret of this server: whoever has it can use every link that was mailed. Keep it safe.\n";
}

}  // namespace rehearse
