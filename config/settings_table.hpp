// The one list of all settings. The TOML file, the environment, the flags, their errors, `--help` and the test of
// config/rehearse.toml all go by it; a new key is a new row and a member in settings.hpp. Immutable; any thread.
#pragma once

#include "config/settings.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rehearse {

// What a key holds before it is checked, in the form that TOML has for it.
using setting_value = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

struct setting {
  std::string_view section;
  std::string_view name;
  std::string_view help;     // one line for a person
  std::string allowed;       // completes "must be …": "a whole number from 1 to 64"
  setting_value by_default;  // also tells the kind of the key's values

  // The value as `s` holds it.
  setting_value (*get)(settings const& s, setting const& about);
  // Puts the value, if it is of the right kind and allowed; whether it was.
  bool (*put)(settings& s, setting_value const& value, setting const& about);

  std::int64_t least = 0, most = 0;               // of numbers
  std::span<std::string_view const> choices;      // of a text that is one of a few
  bool (*fits)(std::string_view text) = nullptr;  // of texts, and of each item of a list; null: any
};

// Every setting, section by section.
std::span<setting const> all_settings();

// The row of that key, or null.
setting const* find_setting(std::string_view section, std::string_view name);

// "server.port" and "REHEARSE_SERVER_PORT": what one key is called behind --set and in the environment.
std::string dotted_name(setting const& s);
std::string environment_name(setting const& s);

// A text from the environment or a flag in the form the key wants ("true", "8080", "a, b" for a list); none when it has
// no such form.
std::optional<setting_value> value_from_text(setting const& s, std::string_view text);

// The value as one would write it in TOML.
std::string as_toml(setting_value const& value);

}  // namespace rehearse
