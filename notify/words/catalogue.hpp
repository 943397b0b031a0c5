// Every text that a person reads, in that person's language: gettext catalogues (locale/*.po), built into the program.
// The English text is the key; en.po repeats it, so that an English text can be reworded there as well. Used by the
// letters, the pages and the API's sentences. `update_catalogue` finds texts by the names say(), plural() and
// catalogued() in sources and by
// {{#say}}…{{/say}} in templates. Values, immutable; any thread.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// What stands for "{name}" in a text.
struct placeholder {
  std::string_view name;
  std::string value;
};
using placeholders = std::initializer_list<placeholder>;

struct catalogue;

// The texts of one locale. Cheap to make and to copy.
class words {
 public:
  // The best locale there is for a BCP 47 tag ("es-MX" → es); one that is not known speaks English.
  explicit words(std::string_view locale = "en");

  std::string const& locale() const;
  // "ltr" or "rtl": where lines begin.
  char const* direction() const;
  // By which name ICU knows how this locale writes dates, lists and names; what it wrote is then said by from_icu().
  std::string icu_locale() const;
  std::string from_icu(std::string const& text) const;
  // A value to stand among these words: where they run leftwards, with marks that keep its own direction (FSI, PDI).
  std::string isolated(std::string const& value) const;

  // The text with each "{name}" filled in. Throws std::logic_error when a placeholder has no value or a value no
  // placeholder.
  std::string say(std::string_view text, placeholders values = {}) const;

  // The same, in the form that the number asks for; "{count}" is filled in with the number and may be left out of
  // `one`.
  std::string plural(std::string_view one, std::string_view many, long count, placeholders values = {}) const;

  // The text in this locale, placeholders as they stand: for templates.
  std::string unfilled(std::string_view text) const;

 private:
  catalogue const* catalogue_;
};

// Marks a text of a table, which say() gets later, for update_catalogue.
constexpr char const* catalogued(char const* text) {
  return text;
}

// Lets the pseudo-locales "en-XA" and "ar-XB" be asked for. Called before templates are read, if at all: by the
// application where the demo is on, and by tests.
void allow_pseudo_locales();

// Every locale that can be asked for.
std::vector<std::string> supported_locales();
// Those of people: they have a catalogue.
std::vector<std::string> offered_locales();
// The locale that serves a tag ("es-MX" → "es"), if there is one.
std::optional<std::string> supported_locale(std::string_view tag);

// The supported locale that an Accept-Language header (RFC 9110 section 12.5.4) asks for most, if it names any.
std::optional<std::string> best_locale(std::string_view accept_language);

// The names in braces of a text, in order.
std::vector<std::string_view> placeholders_of(std::string_view text);

}  // namespace rehearse
