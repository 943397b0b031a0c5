#include "server/application/database_draft.hpp"

#include "config/durable_file.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/sqlite/sqlite_copy.hpp"

#include <stdexcept>
#include <system_error>
#include <utility>

namespace rehearse {

void remove_database(std::filesystem::path const& file) {
  std::error_code gone;
  std::filesystem::remove(file, gone);
  for (auto const* ending : log_endings) std::filesystem::remove(file.string() + ending, gone);
}

database_draft::database_draft(std::filesystem::path file) : file_(std::move(file)) {
  make_empty_file(file_);
}

database_draft::~database_draft() {
  remove_database(file_);
}

void demand_known_schema(storage::connection& db, std::filesystem::path const& name) {
  if (!storage::has_schema(db)) throw std::runtime_error(name.string() + " is no database of Rehearse");
  if (storage::schema_version(db) > storage::newest_schema_version())
    throw std::runtime_error(name.string() + " was made by a newer version of this program: use that one");
}

void demand_sound(std::filesystem::path const& file, std::filesystem::path const& name) {
  if (auto const trouble = storage::trouble_with_sqlite(file))
    throw std::runtime_error(name.string() + " is no sound database: " + *trouble);
}

}  // namespace rehearse
