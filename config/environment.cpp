#include "config/environment.hpp"

#include <string_view>

#include <unistd.h>

namespace rehearse {

environment process_environment() {
  environment found;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    std::string_view const line = *entry;
    auto const equals = line.find('=');
    if (equals != std::string_view::npos) found.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return found;
}

}  // namespace rehearse
