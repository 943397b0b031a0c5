#include "notify/words/world_names.hpp"

#include <unicode/locid.h>

namespace rehearse {
namespace {

std::string text_of(icu::UnicodeString const& name) {
  std::string text;
  name.toUTF8String(text);
  return text;
}

}  // namespace

std::string country_name(std::string_view code, words const& language) {
  icu::UnicodeString name;
  icu::Locale("", std::string(code).c_str()).getDisplayCountry(icu::Locale(language.locale().c_str()), name);
  return name.isEmpty() ? std::string(code) : text_of(name);
}

std::string language_name(std::string_view tag, words const& language) {
  auto status = U_ZERO_ERROR;
  auto const spoken = icu::Locale::forLanguageTag(std::string(tag), status);
  if (U_FAILURE(status) || spoken.isBogus()) return std::string(tag);
  icu::UnicodeString name;
  spoken.getDisplayName(icu::Locale(language.locale().c_str()), name);
  return name.isEmpty() ? std::string(tag) : text_of(name);
}

}  // namespace rehearse
