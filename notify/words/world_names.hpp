// Countries, languages and the cities that zones are called after, by name in a reader's language, from ICU's lists;
// names in that language's order, as a list, and as something to search for. ICU names zones here, and never says what
// time it is in one. Used by pages and letters. Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// ISO 3166 "NG" → "Nigeria"; a code that is not known stays as it is.
std::string country_name(std::string_view code, words const& language);

// The city of a zone: of Europe/London "Londres" in Spanish. Zones that ICU has no city for are called as their own
// names end; those of no place ("UTC", "Etc/GMT+5") keep the whole of it.
std::string city_name(std::string_view zone, words const& language);
// As the zone's own name has it: "America/Argentina/Buenos_Aires" → "Buenos Aires".
std::string city_in_name(std::string_view zone);

// BCP 47 "pt-BR" → "Portuguese (Brazil)"; a tag that is not known stays as it is.
std::string language_name(std::string_view tag, words const& language);

// What a language calls itself: "es" → "Español".
std::string own_name(std::string_view tag);

// "a, b and c".
std::string listed(std::vector<std::string> const& items, words const& language);

// What is left of a name for somebody who types it in their own way: its letters and digits, small and without accents.
// "São Paulo" → "saopaulo".
std::string search_key(std::string_view name);

// Names sorted by these keys stand where a reader of that language looks for them: "Åland" with A.
std::vector<std::string> order_keys(std::vector<std::string> const& names, words const& language);

// Whether ICU knows the language of a tag: of "pt-BR" yes, of "english" no. Private tags ("x-…", "i-…") are taken as
// they are.
bool is_known_language(std::string_view tag);

// By which tag to mark a text of that language among the reader's (WCAG 2.2, 3.1.2): "pt-BR" on an English page. Empty:
// it is the reader's own.
std::string foreign_tag(std::string_view tag, words const& language);

// The tag of what somebody typed: of a language's name in the reader's language ("Portuguese (Brazil)" → "pt-BR"), or
// of a tag in any case ("PT-br"). What is neither stays as it is.
std::string language_tag_of(std::string_view typed, words const& language);

// To be called before ICU formats a date or names a zone: it would ask the machine for its own, and tzset() is not for
// programs with threads. No answer of ours hangs on where the machine stands. Later calls do nothing.
void keep_icu_from_the_machines_zone();

}  // namespace rehearse
