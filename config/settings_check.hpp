// Which settings cannot work together, and which deserve a word. For load_settings and `doctor`. Pure but for looking
// at the permissions of secret files; any thread.
#pragma once

#include "config/settings.hpp"

#include <string>
#include <vector>

namespace rehearse {

// Settings that are right in themselves and not together.
struct impossible_combination {
  std::vector<std::string> keys;  // "smtp.url": those it is about, the one to look at first leading
  std::string sentence;           // names them and what would be allowed
};

// All that are refused at start.
std::vector<impossible_combination> impossible_combinations(settings const& s);

// What works, and yet should be looked at: secret files that everybody may read, a password in an address, a demo inbox
// on a public one. `serve` logs them at start, `doctor` calls them wrong.
std::vector<std::string> doubtful_settings(settings const& s);

}  // namespace rehearse
