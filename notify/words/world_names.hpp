// Countries and languages by name, in a reader's language, from ICU's lists; names in that language's order, and as a
// list. Used by pages and letters. Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// ISO 3166 "NG" → "Nigeria"; a code that is not known stays as it is.
std::string country_name(std::string_view code, words const& language);

// BCP 47 "pt-BR" → "Portuguese (Brazil)"; a tag that is not known stays as it is.
std::string language_name(std::string_view tag, words const& language);

// What a language calls itself: "es" → "Español".
std::string own_name(std::string_view tag);

// "a, b and c".
std::string listed(std::vector<std::string> const& items, words const& language);

// Names sorted by these keys stand where a reader of that language looks for them: "Åland" with A.
std::vector<std::string> order_keys(std::vector<std::string> const& names, words const& language);

// Whether ICU knows the language of a tag: of "pt-BR" yes, of "english" no. Private tags ("x-…", "i-…") are taken as
// they are.
bool is_known_language(std::string_view tag);

// The tag of what somebody typed: of a language's name in the reader's language ("Portuguese (Brazil)" → "pt-BR"), or
// of a tag in any case ("PT-br"). What is neither stays as it is.
std::string language_tag_of(std::string_view typed, words const& language);

}  // namespace rehearse
