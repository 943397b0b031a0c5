// Names of languages as BCP 47 writes them, wherever one is read: what somebody speaks, and in which language they are
// written to. Used by the other documents and by the API. Pure; any thread.
#pragma once

#include "scheduler/documents/field_reader.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rehearse {

inline constexpr auto not_a_language = "Must be a language tag (BCP 47), such as en or pt-BR.";

// Subtags of letters and digits between hyphens, at most 35 characters, of a language that is known: who writes
// "english" would be found by nobody who looks for "en".
bool is_language_tag(std::string_view tag);

// The member `locale`; none where it is absent, null or a mistake.
std::optional<std::string> read_locale(field_reader& r);

}  // namespace rehearse
