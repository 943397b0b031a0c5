#include "scheduler/storage/open.hpp"

#include <stdexcept>

namespace rehearse {
namespace {
constexpr std::string_view sqlite_scheme = "sqlite:";
}

std::unique_ptr<database> open_database(std::string_view url, randomness& chance, secret_key secret) {
  sqlite_options options;
  options.path = sqlite_path(url);
  return open_sqlite(options, chance, secret);
}

std::string sqlite_path(std::string_view url) {
  if (url.starts_with("postgres://") || url.starts_with("postgresql://"))
    throw std::runtime_error("PostgreSQL is not supported yet: use sqlite:PATH");
  if (!url.starts_with(sqlite_scheme) || url.size() == sqlite_scheme.size())
    throw std::runtime_error("the database url must be sqlite:PATH");
  return std::string(url.substr(sqlite_scheme.size()));
}

}  // namespace rehearse
