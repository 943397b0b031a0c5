#include "server/application/opening.hpp"

#include "config/durable_file.hpp"
#include "config/plain_file.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "server/application/database_draft.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <unistd.h>

namespace rehearse {
namespace {

bool holds_something(std::filesystem::path const& file) {
  std::error_code none;
  auto const bytes = std::filesystem::file_size(file, none);
  return !none && bytes > 0;
}

std::filesystem::path beside_database(settings const& set, char const* ending) {
  auto path = database_file(set);
  path += ending;
  return path;
}

// A new secret is made for a new database alone: another one than it knows would only be in the way of the right one.
std::unique_ptr<server_secret> secret_for(settings const& set, randomness& chance) {
  if (auto const trouble = trouble_with_secret_file(set)) throw std::runtime_error(*trouble);
  return std::make_unique<server_secret>(set.server.secret_file.empty() ? read_or_make_secret(secret_file(set), chance)
                                                                        : read_secret(set.server.secret_file));
}

void note_secret(storage::connection& db, server_secret const& secret) {
  demand_known_secret(db, secret);
  if (!storage::meta(db, storage::meta_secret_fingerprint))
    storage::set_meta(db, storage::meta_secret_fingerprint, secret.fingerprint());
}

std::optional<opened> open_shared(settings const& set, randomness& chance) {
  opened all{std::nullopt, secret_for(set, chance), nullptr};
  all.db = open_database(options_of(set), chance, all.key());
  return all;
}

// What root makes belongs to whose folder it is: the service must be able to go on with it.
void leave_to_owner_of_folder(settings const& set) {
  auto const database = database_file(set);
  give_to_owner_of(folder_of(database), database);
  if (set.server.secret_file.empty()) give_to_owner_of(database, secret_file(set));
}

std::optional<opened> open_file(settings const& set, randomness& chance) {
  demand_writable(set);
  auto lock = lock_database(set);
  if (!lock) return std::nullopt;
  demand_no_lone_log(database_file(set));
  bool const begins = !has_database(set);
  opened all{std::move(lock), secret_for(set, chance), nullptr};
  all.db = open_database(options_of(set), chance, all.key());
  if (begins) leave_to_owner_of_folder(set);
  return all;
}

}  // namespace

database_options options_of(settings const& set) {
  database_options options;
  options.url = set.database.url;
  options.connections = set.database.connections;
  options.readers = set.database.readers;
  options.queued_writes = set.limits.queued_writes;
  options.queued_reads = set.limits.queued_reads;
  options.connect_timeout = set.database.connect_timeout;
  options.statement_timeout = set.database.statement_timeout;
  return options;
}

void demand_known_secret(storage::connection& db, server_secret const& secret) {
  auto const known = storage::meta(db, storage::meta_secret_fingerprint);
  if (known && *known != secret.fingerprint())
    throw std::runtime_error(
        "the secret is not the one this database was made with: links in mails already sent would be dead; put the old "
        "secret file back");
}

bool has_database(settings const& set) {
  return holds_something(database_file(set));
}

void demand_database(settings const& set) {
  if (is_on_postgres(set) || has_database(set)) return;
  auto const file = database_file(set);
  demand_plain_file(file);
  if (::access(file.c_str(), F_OK) != 0 && errno == EACCES)
    throw std::runtime_error(file.string() + ": " + std::generic_category().message(EACCES) +
                             "; run this as the user whose database it is");
  throw std::runtime_error("there is no database at " + file.string() +
                           ": look at [database] url, and at the folder this was started in");
}

void demand_no_lone_log(std::filesystem::path const& database) {
  auto const name = database.string(), log = name + "-wal", draft = name + restoring_ending;
  if (holds_something(database)) return;
  if (holds_something(log))
    throw std::runtime_error(name + " is gone, but its log " + log +
                             ", with what was written last, is there: put the database back beside it, or a backup " +
                             "in its place with `rehearse restore`; to begin anew move the log away");
  if (std::filesystem::exists(draft))
    throw std::runtime_error(name + " is not there, but " + draft + " is, of a restore that did not come to its end: " +
                             "restore once more; to begin anew move that away");
}

// SQLite would open it for reading alone, and say so only at the first write.
void demand_writable(settings const& set) {
  auto const file = database_file(set);
  demand_plain_file(file);
  for (auto const& path : {folder_of(file), file}) {
    if (::access(path.c_str(), W_OK) == 0 || (path == file && errno == ENOENT)) continue;
    if (errno == ENOENT)
      throw std::runtime_error(path.string() + ": there is no such folder; make it, or look at [database] url");
    throw std::runtime_error(path.string() + ": " + std::generic_category().message(errno) +
                             "; this user must be able to write the database and its folder (chown, chmod)");
  }
}

secret_key opened::key() const {
  auto const bytes = secret->bytes();
  return secret_key(reinterpret_cast<unsigned char const*>(bytes.data()), server_secret::size);
}

void demand_good_tzdata() {
  if (auto const trouble = trouble_with_tzdata()) throw std::runtime_error(*trouble);
}

std::optional<std::string> trouble_with_secret_file(settings const& set) {
  auto const file = secret_file(set).string();
  if (std::filesystem::exists(file)) return std::nullopt;
  if (!is_on_postgres(set) && has_database(set))
    return "the secret " + file + " of the database " + database_file(set).string() +
           " is not there: put it back from a backup (after a restore that did not come to its end, restore once "
           "more), or name its place in [server] secret_file; with another one the links in mails already sent would "
           "be dead";
  if (set.server.secret_file.empty()) return std::nullopt;
  auto const made = "[server] secret_file " + file + " is not there: make it (openssl rand -hex 32 > " + file + ")";
  return is_on_postgres(set) ? made : made + ", or leave the key away to have one made beside the database";
}

std::filesystem::path lock_file(settings const& set) {
  return beside_database(set, ".lock");
}

std::optional<file_lock> lock_database(settings const& set) {
  auto lock = file_lock::try_take(lock_file(set));
  auto const database = database_file(set);
  if (lock) give_to_owner_of(std::filesystem::exists(database) ? database : folder_of(database), lock_file(set));
  return lock;
}

std::filesystem::path socket_file(settings const& set) {
  return beside_database(set, ".sock");
}

std::optional<opened> open_alone(settings const& set, randomness& chance) {
  demand_good_tzdata();
  auto all = is_on_postgres(set) ? open_shared(set, chance) : open_file(set, chance);
  if (all) all->db->write_now([&](store& s) { note_secret(s.db(), *all->secret); });
  return all;
}

}  // namespace rehearse
