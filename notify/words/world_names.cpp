#include "notify/words/world_names.hpp"

#include <optional>

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace rehearse {
namespace {

std::string text_of(icu::UnicodeString const& name) {
  std::string text;
  name.toUTF8String(text);
  return text;
}

std::optional<std::string> tag_of(icu::Locale const& locale) {
  auto status = U_ZERO_ERROR;
  auto tag = locale.toLanguageTag<std::string>(status);
  if (U_FAILURE(status)) return std::nullopt;
  return tag;
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

bool is_known_language(std::string_view tag) {
  auto const primary = std::string(tag.substr(0, tag.find('-')));
  if (primary.size() == 1) return true;
  auto const alone = icu::Locale(primary.c_str());
  icu::UnicodeString name;
  alone.getDisplayLanguage(icu::Locale::getEnglish(), name);
  return text_of(name) != alone.getLanguage();
}

std::string language_tag_of(std::string_view typed, words const& language) {
  auto const wanted = icu::UnicodeString::fromUTF8(std::string(typed));
  auto const reader = icu::Locale(language.locale().c_str());
  auto const is_named = [&](icu::Locale const& one) {
    icu::UnicodeString name;
    return one.getDisplayName(reader, name).caseCompare(wanted, U_FOLD_CASE_DEFAULT) == 0;
  };
  for (auto const* code = icu::Locale::getISOLanguages(); *code; ++code)
    if (is_named(icu::Locale(*code))) return *code;
  int32_t count = 0;
  auto const* regional = icu::Locale::getAvailableLocales(count);
  for (int32_t i = 0; i < count; ++i)
    if (is_named(regional[i])) return tag_of(regional[i]).value_or(std::string(typed));
  auto status = U_ZERO_ERROR;
  auto const tagged = icu::Locale::forLanguageTag(std::string(typed), status);
  if (U_FAILURE(status) || !is_known_language(typed)) return std::string(typed);
  return tag_of(tagged).value_or(std::string(typed));
}

}  // namespace rehearse
