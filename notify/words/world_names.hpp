// Countries and languages by name, in a reader's language, from ICU's lists. Used by pages. Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"

#include <string>
#include <string_view>

namespace rehearse {

// ISO 3166 "NG" → "Nigeria"; a code that is not known stays as it is.
std::string country_name(std::string_view code, words const& language);

// BCP 47 "pt-BR" → "Portuguese (Brazil)"; a tag that is not known stays as it is.
std::string language_name(std::string_view tag, words const& language);

}  // namespace rehearse
