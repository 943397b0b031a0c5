#include "server/backup.hpp"

#include "config/durable_file.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "scheduler/storage/sqlite/sqlite_copy.hpp"
#include "server/database_draft.hpp"

namespace rehearse {
namespace {

using path = std::filesystem::path;

void add_secret(path const& copy, server_secret const& secret, instant now) {
  auto const db = storage::sqlite_connection::open(copy.string(), storage::access::write);
  storage::set_meta(*db, storage::meta_backup_secret, secret.digits());
  storage::set_meta(*db, storage::meta_backup_made, to_text(now));
  db->reset_statements();
  db->execute("pragma journal_mode = delete");  // one file, readable in a folder where nobody may write
}

}  // namespace

command_result back_up(path const& database, server_secret const& secret, path const& to, instant now) {
  if (std::filesystem::exists(to)) return {1, "", to.string() + " is there already: name a new file\n"};
  if (to.has_parent_path() && !std::filesystem::is_directory(to.parent_path()))
    return {1, "", to.parent_path().string() + ": there is no such folder\n"};
  database_draft const copy(to.string() + ".incomplete");
  storage::copy_sqlite(database, copy.file());
  add_secret(copy.file(), secret, now);
  demand_sound(copy.file());
  put_in_place(copy.file(), to);
  return {0,
          to.string() + " holds the whole database of " + to_text(now) +
              ", and the secret of this server: whoever has it can use every link that was mailed. Keep it safe.\n",
          ""};
}

}  // namespace rehearse
