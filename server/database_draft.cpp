#include "server/database_draft.hpp"

#include "scheduler/storage/sqlite/sqlite_copy.hpp"

#include <stdexcept>
#include <system_error>
#include <utility>

namespace rehearse {
namespace {

void remove_database(std::filesystem::path const& file) {
  std::error_code gone;
  std::filesystem::remove(file, gone);
  for (auto const* ending : log_endings) std::filesystem::remove(file.string() + ending, gone);
}

}  // namespace

database_draft::database_draft(std::filesystem::path file) : file_(std::move(file)) {
  remove_database(file_);
}

database_draft::~database_draft() {
  remove_database(file_);
}

void demand_sound(std::filesystem::path const& file) {
  if (auto const trouble = storage::trouble_with_sqlite(file))
    throw std::runtime_error(file.string() + " is no sound database: " + *trouble);
}

}  // namespace rehearse
