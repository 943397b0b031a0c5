#include "notify/words/world_names.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>

#include <unicode/coll.h>
#include <unicode/listformatter.h>
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

std::string list_of(std::vector<std::string> const& items, std::string const& locale) {
  auto status = U_ZERO_ERROR;
  std::unique_ptr<icu::ListFormatter> const lists{
      icu::ListFormatter::createInstance(icu::Locale(locale.c_str()), status)};
  std::vector<icu::UnicodeString> all;
  for (auto const& item : items) all.push_back(icu::UnicodeString::fromUTF8(item));
  icu::UnicodeString text;
  if (U_SUCCESS(status)) lists->format(all.data(), static_cast<int32_t>(all.size()), text, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot write lists for " + locale);
  return text_of(text);
}

}  // namespace

std::string country_name(std::string_view code, words const& language) {
  icu::UnicodeString name;
  icu::Locale("", std::string(code).c_str()).getDisplayCountry(icu::Locale(language.icu_locale().c_str()), name);
  return name.isEmpty() ? std::string(code) : language.from_icu(text_of(name));
}

std::string language_name(std::string_view tag, words const& language) {
  auto status = U_ZERO_ERROR;
  auto const spoken = icu::Locale::forLanguageTag(std::string(tag), status);
  if (U_FAILURE(status) || spoken.isBogus()) return std::string(tag);
  icu::UnicodeString name;
  spoken.getDisplayName(icu::Locale(language.icu_locale().c_str()), name);
  return name.isEmpty() ? std::string(tag) : language.from_icu(text_of(name));
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
  auto const reader = icu::Locale(language.icu_locale().c_str());
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

std::string own_name(std::string_view tag) {
  auto const locale = icu::Locale(std::string(tag).c_str());
  icu::UnicodeString name;
  locale.getDisplayLanguage(locale, name);
  return text_of(name.toTitle(nullptr, locale, U_TITLECASE_NO_LOWERCASE));
}

std::string listed(std::vector<std::string> const& items, words const& language) {
  // English as Britons write it: "a, b and c".
  auto const locale = language.icu_locale() == "en" ? std::string("en-GB") : language.icu_locale();
  bool const in_disguise = language.icu_locale() != language.locale();
  if (!in_disguise) return list_of(items, locale);
  // What stands between the items is disguised, not they.
  std::vector<std::string> names;
  for (std::size_t i = 0; i < items.size(); ++i) names.push_back("{" + std::to_string(i) + "}");
  auto text = language.from_icu(list_of(names, locale));
  for (std::size_t i = 0; i < items.size(); ++i)
    text.replace(text.find(names[i]), names[i].size(), language.isolated(items[i]));
  return text;
}

std::vector<std::string> order_keys(std::vector<std::string> const& names, words const& language) {
  auto status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator const> const letters{
      icu::Collator::createInstance(icu::Locale(language.icu_locale().c_str()), status)};
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no order of letters for " + language.locale());
  std::vector<std::string> keys;
  for (auto const& name : names) {
    auto const text = icu::UnicodeString::fromUTF8(name);
    std::vector<uint8_t> key(static_cast<std::size_t>(letters->getSortKey(text, nullptr, 0)));
    letters->getSortKey(text, key.data(), static_cast<int32_t>(key.size()));
    keys.emplace_back(key.begin(), key.end());
  }
  return keys;
}

}  // namespace rehearse
