#include "tests/simulation/calendars.hpp"

#include <stdexcept>

namespace rehearse::test {
namespace {

std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) text.erase(at, 3);
  return text;
}

// The value of the first line of that name; empty: there is none.
std::string value_of(std::string const& text, std::string const& name) {
  auto const line = text.find("\r\n" + name + ":");
  if (line == std::string::npos) return {};
  auto const from = line + 3 + name.size();
  return text.substr(from, text.find("\r\n", from) - from);
}

int digits(std::string const& text, std::size_t at, std::size_t count) {
  return std::stoi(text.substr(at, count));
}

// "20261124T133000Z".
instant time_of(std::string const& text) {
  if (text.size() != 16 || text.back() != 'Z') throw std::runtime_error("no time in UTC: " + text);
  auto const day = date::year{digits(text, 0, 4)} / digits(text, 4, 2) / digits(text, 6, 2);
  return date::sys_days{day} + hours{digits(text, 9, 2)} + minutes{digits(text, 11, 2)} + seconds{digits(text, 13, 2)};
}

}  // namespace

calendar_text read_calendar(std::string const& folded) {
  auto const text = unfolded(folded);
  auto const event = text.substr(text.find("BEGIN:VEVENT"));
  calendar_text read{value_of(text, "METHOD"), value_of(event, "UID"), {}};
  read.entry.present = read.method == "REQUEST" && value_of(event, "STATUS") == "CONFIRMED";
  read.entry.sequence = std::stoi(value_of(event, "SEQUENCE"));
  read.entry.start = time_of(value_of(event, "DTSTART"));
  read.entry.end = time_of(value_of(event, "DTEND"));
  read.entry.location = value_of(event, "LOCATION");
  return read;
}

void calendars::take_in(std::string const& side, calendar_text const& file) {
  auto& kept = entries_[{file.uid.substr(0, file.uid.find('@')), side}];
  if (file.entry.sequence >= kept.sequence) kept = file.entry;
}

calendar_entry const& calendars::entry(std::string const& booking, std::string const& side) {
  return entries_[{booking, side}];
}

}  // namespace rehearse::test
