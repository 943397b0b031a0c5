#include "notify/words/world_names.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>

#include <unicode/coll.h>
#include <unicode/listformatter.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
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

// The city of each zone that ICU knows, by each name that the zone has or had.
using city_names = std::map<std::string, std::string, std::less<>>;

city_names cities_in(std::string const& locale) {
  keep_icu_from_the_machines_zone();
  auto status = U_ZERO_ERROR;
  std::unique_ptr<icu::TimeZoneNames const> const names{
      icu::TimeZoneNames::createInstance(icu::Locale(locale.c_str()), status)};
  std::unique_ptr<icu::StringEnumeration> const zones{
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status)};
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no names of cities for " + locale);
  city_names all;
  while (auto const* const zone = zones->snext(status)) {
    icu::UnicodeString known_as, city;
    icu::TimeZone::getCanonicalID(*zone, known_as, status);
    names->getExemplarLocationName(known_as, city);
    if (!city.isEmpty()) all.emplace(text_of(*zone), text_of(city));
  }
  return all;
}

// Looked up once for every language, and kept.
city_names const& cities_for(words const& language) {
  static auto const all = [] {
    std::map<std::string, city_names> made;
    for (auto const& locale : offered_locales()) made.emplace(locale, cities_in(locale));
    return made;
  }();
  return all.at(language.icu_locale());
}

}  // namespace

void keep_icu_from_the_machines_zone() {
  [[maybe_unused]] static bool const kept = [] {
    icu::TimeZone::adoptDefault(icu::TimeZone::getGMT()->clone());
    return true;
  }();
}

std::string city_name(std::string_view zone, words const& language) {
  auto const& known = cities_for(language);
  if (auto const found = known.find(zone); found != known.end()) return language.from_icu(found->second);
  bool const is_no_place = zone.find('/') == zone.npos || zone.starts_with("Etc/");
  return is_no_place ? std::string(zone) : language.from_icu(city_in_name(zone));
}

std::string city_in_name(std::string_view zone) {
  auto city = std::string{zone.substr(zone.rfind('/') + 1)};
  std::ranges::replace(city, '_', ' ');
  return city;
}

std::string search_key(std::string_view name) {
  auto status = U_ZERO_ERROR;
  auto const* const apart = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot take letters and accents apart");
  auto const letters = apart->normalize(icu::UnicodeString::fromUTF8(std::string(name)), status).foldCase();
  icu::UnicodeString key;
  for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1))
    if (u_isalnum(letters.char32At(i)) != 0) key.append(letters.char32At(i));
  return text_of(key);
}

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

std::string foreign_tag(std::string_view tag, words const& language) {
  return supported_locale(tag) == language.locale() ? "" : std::string(tag);
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
