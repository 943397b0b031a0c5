#include "config/plain_file.hpp"

#include <stdexcept>
#include <system_error>

namespace rehearse {

std::optional<std::string> trouble_with_kind_of(std::filesystem::path const& file) {
  std::error_code unreachable;  // whoever opens it will say why
  auto const found = std::filesystem::status(file, unreachable);
  if (!std::filesystem::exists(found) || std::filesystem::is_regular_file(found)) return std::nullopt;
  return file.string() + (std::filesystem::is_directory(found) ? " is a folder" : " is a pipe, a socket or a device") +
         ": the name of a file is wanted";
}

void demand_plain_file(std::filesystem::path const& file) {
  if (auto const trouble = trouble_with_kind_of(file)) throw std::runtime_error(*trouble);
}

}  // namespace rehearse
