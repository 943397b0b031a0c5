#include "tests/web/mail_reader.hpp"

#include <memory>
#include <sstream>

#include <libical/ical.h>

namespace rehearse::test {
namespace {

bool is_link(std::string_view word) {
  return word.starts_with("http://") || word.starts_with("https://");
}

// Of the body: tags become blanks, entities their characters.
std::string text_of_html(message const& letter) {
  std::string text;
  bool inside_tag = false;
  for (char const c : letter.html.substr(letter.html.find("<body"))) {
    if (c == '<') text += ' ';
    inside_tag = (inside_tag || c == '<') && c != '>';
    if (!inside_tag && c != '>') text += c;
  }
  for (auto const& [entity, character] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (auto at = text.find(entity); at != text.npos; at = text.find(entity))
      text.replace(at, std::string(entity).size(), character);
  return text;
}

// Underlines, marks of quotes and bullets, and the colon that stands behind a label in plain text alone.
std::multiset<std::string> words_in(std::string const& text) {
  std::istringstream in{text};
  std::multiset<std::string> words;
  for (std::string word; in >> word;) {
    while (word.ends_with(':')) word.pop_back();
    bool const lays_out = word.find_first_not_of('-') == word.npos || word == "|";
    if (!lays_out && !is_link(word)) words.insert(word);
  }
  return words;
}

std::string value_of(icalcomponent* event, icalproperty_kind kind) {
  auto* const property = icalcomponent_get_first_property(event, kind);
  return property != nullptr ? icalproperty_get_value_as_string(property) : "";
}

instant moment(icaltimetype const& time) {
  return instant{seconds{icaltime_as_timet(time)}};
}

std::string faults_of(icalcomponent* calendar) {
  bool const valid = icalrestriction_check(calendar) == 1 && icalcomponent_count_errors(calendar) == 0;
  return valid ? "" : icalcomponent_as_ical_string(calendar);
}

}  // namespace

std::multiset<std::string> words_of_text(message const& letter) {
  return words_in(letter.text);
}

std::multiset<std::string> words_of_html(message const& letter) {
  return words_in(text_of_html(letter));
}

std::set<std::string> links_of_text(message const& letter) {
  std::istringstream in{letter.text};
  std::set<std::string> links;
  for (std::string word; in >> word;)
    if (is_link(word)) links.insert(word);
  return links;
}

std::set<std::string> links_of_html(message const& letter) {
  std::set<std::string> links;
  constexpr std::string_view mark = "href=\"";
  for (auto at = letter.html.find(mark); at != letter.html.npos; at = letter.html.find(mark, at + 1)) {
    auto const begin = at + mark.size();
    links.insert(letter.html.substr(begin, letter.html.find('"', begin) - begin));
  }
  return links;
}

std::string in_one_line(std::string_view text) {
  std::istringstream in{std::string{text}};
  std::string line;
  for (std::string word; in >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

read_entry read_invitation(std::string const& text) {
  std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> const calendar{
      icalcomponent_new_from_string(text.c_str()), &icalcomponent_free};
  read_entry entry;
  entry.faults = "not parsable";
  if (!calendar) return entry;
  entry.faults = faults_of(calendar.get());
  auto* const event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  entry.method = value_of(calendar.get(), ICAL_METHOD_PROPERTY);
  entry.uid = value_of(event, ICAL_UID_PROPERTY);
  entry.description = icalcomponent_get_description(event);
  entry.location = icalcomponent_get_location(event);
  entry.attendee = value_of(event, ICAL_ATTENDEE_PROPERTY);
  entry.organizer = value_of(event, ICAL_ORGANIZER_PROPERTY);
  entry.sequence = icalcomponent_get_sequence(event);
  entry.start = moment(icalcomponent_get_dtstart(event));
  entry.end = moment(icalcomponent_get_dtend(event));
  return entry;
}

}  // namespace rehearse::test
