#include "scheduler/storage/open.hpp"

#include "config/setting_texts.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/postgres/postgres_database.hpp"
#include "scheduler/storage/postgres/postgres_look.hpp"
#include "scheduler/storage/sqlite/sqlite_database.hpp"

#include <algorithm>
#include <stdexcept>

namespace rehearse {
namespace {

sqlite_options sqlite_options_of(database_options const& given) {
  sqlite_options options;
  options.path = given.url.substr(setting_texts::sqlite_scheme.size());
  options.readers = static_cast<int>(given.readers);
  options.queued_writes = given.queued_writes;
  options.queued_reads = given.queued_reads;
  return options;
}

postgres_options postgres_options_of(database_options const& given) {
  postgres_options options;
  options.url = given.url;
  options.writers = given.connections;
  options.readers = given.readers;
  options.queued_writes = given.queued_writes;
  options.queued_reads = given.queued_reads;
  options.patience = {given.connect_timeout, given.statement_timeout};
  return options;
}

}  // namespace

std::unique_ptr<database> open_database(database_options const& options, randomness& chance, secret_key secret) {
  if (setting_texts::is_postgres_url(options.url)) return open_postgres(postgres_options_of(options), chance, secret);
  if (!options.url.starts_with(setting_texts::sqlite_scheme) ||
      options.url.size() == setting_texts::sqlite_scheme.size())
    throw std::runtime_error("the database url must be sqlite:PATH or postgres://…");
  return open_sqlite(sqlite_options_of(options), chance, secret);
}

std::string shown_url(std::string_view url) {
  if (!setting_texts::is_postgres_url(url)) return std::string(url);
  auto const begin = url.find("://") + 3;
  auto rest = url.substr(begin, url.find('?') - begin);
  auto const authority = rest.substr(0, rest.find('/'));
  if (auto const at = authority.rfind('@'); at != authority.npos) rest.remove_prefix(at + 1);
  return "postgres://" + std::string(rest);
}

database_look look_at_postgres(database_options const& options) try {
  auto const db = storage::postgres_connection::open(options.url, {options.connect_timeout, options.statement_timeout});
  database_look found;
  found.kind = "PostgreSQL " + db->version();
  found.is_made = storage::has_schema(*db);
  found.troubles = storage::in_the_way_of_serving(*db, lines_of_a_process(postgres_options_of(options)));
  if (auto trouble = durability_trouble(*db)) found.troubles.push_back(*std::move(trouble));
  if (!found.is_made || !storage::may_read_tables(*db)) return found;
  found.mail_is_held = storage::mail_is_held(*db);
  found.secret_fingerprint = storage::meta(*db, storage::meta_secret_fingerprint);
  return found;
} catch (storage::too_many_lines const& refused) {
  throw std::runtime_error(refused.what() + std::string(": end others, or raise the limit that it names"));
}

}  // namespace rehearse
