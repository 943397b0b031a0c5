#include "notify/words/catalogue.hpp"

#include "config/embedded.hpp"
#include "notify/words/disguise.hpp"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <charconv>
#include <locale>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

#include <boost/locale/gnu_gettext.hpp>
#include <unicode/locid.h>

namespace rehearse {

std::span<embedded_file const> word_catalogues();

struct catalogue {
  std::string locale;
  std::locale facets;
  boost::locale::message_format<char> const* texts;
  disguise how = disguise::none;
  bool leftwards = false;
};

namespace {

std::atomic<bool> disguises_allowed = false;

constexpr auto suffix = std::string_view{".mo"};

catalogue load(embedded_file const& file) {
  auto const name = std::string{file.path.substr(0, file.path.size() - suffix.size())};
  boost::locale::gnu_gettext::messages_info info;
  info.language = name;
  info.encoding = "UTF-8";
  info.domains.emplace_back("rehearse");
  info.paths.emplace_back("");
  info.callback = [&file](std::string const&, std::string const&) {
    return std::vector<char>(file.bytes.begin(), file.bytes.end());
  };
  // The locale owns the facet.
  auto* texts = boost::locale::gnu_gettext::create_messages_facet<char>(info);
  bool const leftwards = icu::Locale(name.c_str()).isRightToLeft() != 0;
  return {name, std::locale{std::locale::classic(), texts}, texts, disguise::none, leftwards};
}

std::vector<catalogue> load_all() {
  std::vector<catalogue> all;
  for (auto const& file : word_catalogues()) all.push_back(load(file));
  std::ranges::sort(all, {}, &catalogue::locale);
  auto const english = std::ranges::find(all, "en", &catalogue::locale);
  if (english == all.end()) throw std::logic_error("the program was built without its English catalogue");
  auto const plain = *english;
  all.push_back({"en-XA", plain.facets, plain.texts, disguise::accents, false});
  all.push_back({"ar-XB", plain.facets, plain.texts, disguise::mirror, true});
  return all;
}

std::vector<catalogue> const& catalogues() {
  static auto const all = load_all();
  return all;
}

// "ES_mx" → "es-mx".
std::string plain_tag(std::string_view tag) {
  auto plain = std::string{tag.substr(0, tag.find(';'))};
  std::ranges::transform(plain, plain.begin(), [](char c) {
    return c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return plain;
}

bool is_there(catalogue const& each) {
  return each.how == disguise::none || disguises_allowed;
}

catalogue const* find_exactly(std::string const& plain) {
  auto const same = [&](catalogue const& each) { return is_there(each) && plain_tag(each.locale) == plain; };
  auto const it = std::ranges::find_if(catalogues(), same);
  return it == catalogues().end() ? nullptr : &*it;
}

// "es-MX" → es. A region of its own comes first, so that "en-XA" is not English.
catalogue const* find(std::string_view locale) {
  auto const plain = plain_tag(locale);
  auto const* const whole = find_exactly(plain);
  return whole ? whole : find_exactly(plain.substr(0, plain.find('-')));
}

struct piece {
  std::string_view text;  // before the placeholder
  std::optional<std::string_view> name;
};

// Cuts the next piece off the front. A brace that does not close is a mistake of ours.
piece next_piece(std::string_view& rest) {
  auto const open = rest.find('{');
  if (open == rest.npos) return {std::exchange(rest, {}), {}};
  auto const close = rest.find('}', open);
  if (close == rest.npos) throw std::logic_error("open brace in the text: " + std::string{rest});
  auto const found = piece{rest.substr(0, open), rest.substr(open + 1, close - open - 1)};
  rest.remove_prefix(close + 1);
  return found;
}

constexpr std::string_view isolate_begins = "\u2068", isolate_ends = "\u2069";  // FSI, PDI

std::string isolated_value(std::string const& value) {
  return value.empty() ? value : std::string(isolate_begins) + value + std::string(isolate_ends);
}

std::string const& value_of(std::string_view name, std::span<placeholder const> values, std::string_view text) {
  auto const it = std::ranges::find(values, name, &placeholder::name);
  if (it == values.end()) throw std::logic_error("no value for {" + std::string{name} + "} in: " + std::string{text});
  return it->value;
}

// `isolate`: a value keeps its own direction, and the words around it theirs.
std::string fill(std::string_view text, std::span<placeholder const> values, bool isolate) {
  std::string filled;
  for (auto rest = text; !rest.empty();) {
    auto const [before, name] = next_piece(rest);
    filled += before;
    if (name) filled += isolate ? isolated_value(value_of(*name, values, text)) : value_of(*name, values, text);
  }
  return filled;
}

void refuse_values_without_placeholder(std::string_view text, std::span<placeholder const> values) {
  if (values.empty()) return;
  auto const names = placeholders_of(text);
  for (auto const& value : values) {
    if (std::ranges::find(names, value.name) == names.end()) {
      throw std::logic_error("no {" + std::string{value.name} + "} in: " + std::string{text});
    }
  }
}

struct preference {
  std::string_view tag;
  double weight;
};

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

preference read_preference(std::string_view part) {
  auto const semicolon = part.find(';');
  auto found = preference{trimmed(part.substr(0, semicolon)), 1.0};
  if (auto const q = part.find("q=", semicolon == part.npos ? part.size() : semicolon); q != part.npos) {
    if (std::from_chars(part.data() + q + 2, part.data() + part.size(), found.weight).ec != std::errc{})
      found.weight = 0;
  }
  return found;
}

}  // namespace

words::words(std::string_view locale) : catalogue_(find(locale)) {
  if (!catalogue_) catalogue_ = find("en");
}

std::string const& words::locale() const {
  return catalogue_->locale;
}

char const* words::direction() const {
  return catalogue_->leftwards ? "rtl" : "ltr";
}

std::string words::icu_locale() const {
  return catalogue_->how == disguise::none ? catalogue_->locale : "en";
}

std::string words::from_icu(std::string const& text) const {
  return disguised(text, catalogue_->how);
}

std::string words::isolated(std::string const& value) const {
  return catalogue_->leftwards ? isolated_value(value) : value;
}

std::string words::unfilled(std::string_view text) const {
  auto const key = std::string{text};
  // The empty key is the catalogue's own header.
  auto const* found = key.empty() ? nullptr : catalogue_->texts->get(0, nullptr, key.c_str());
  return disguised(found ? std::string_view{found} : key, catalogue_->how);
}

std::string words::say(std::string_view text, placeholders values) const {
  refuse_values_without_placeholder(text, values);
  return fill(unfilled(text), values, catalogue_->leftwards);
}

std::string words::plural(std::string_view one, std::string_view many, long count, placeholders values) const {
  refuse_values_without_placeholder(many, values);
  auto all = std::vector<placeholder>(values);
  all.push_back({"count", std::to_string(count)});
  auto const bounded = static_cast<int>(std::clamp(count, 0L, 1'000'000L));
  auto const* found = catalogue_->texts->get(0, nullptr, std::string{one}.c_str(), bounded);
  auto const form = found ? std::string_view{found} : count == 1 ? one : many;
  return fill(disguised(form, catalogue_->how), all, catalogue_->leftwards);
}

void allow_pseudo_locales() {
  disguises_allowed = true;
}

std::vector<std::string> supported_locales() {
  std::vector<std::string> all;
  for (auto const& each : catalogues())
    if (is_there(each)) all.push_back(each.locale);
  return all;
}

std::vector<std::string> offered_locales() {
  std::vector<std::string> all;
  for (auto const& each : catalogues())
    if (each.how == disguise::none) all.push_back(each.locale);
  return all;
}

std::optional<std::string> supported_locale(std::string_view tag) {
  auto const* const found = find(tag);
  return found ? std::optional{found->locale} : std::nullopt;
}

std::optional<std::string> best_locale(std::string_view accept_language) {
  auto best = preference{"", 0};
  for (auto rest = accept_language.substr(0, 1000); !rest.empty();) {
    auto const comma = rest.find(',');
    auto const wish = read_preference(rest.substr(0, comma));
    if (wish.weight > best.weight && find(wish.tag)) best = wish;
    rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
  }
  return best.weight > 0 ? supported_locale(best.tag) : std::nullopt;
}

std::vector<std::string_view> placeholders_of(std::string_view text) {
  std::vector<std::string_view> names;
  while (!text.empty()) {
    if (auto const name = next_piece(text).name) names.push_back(*name);
  }
  return names;
}

}  // namespace rehearse
