#include "server/http/response_head.hpp"

#include <array>
#include <cstdio>

namespace rehearse::http {

namespace {

void add_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string head_of(response const& answer, head_facts const& facts) {
  std::string head;
  head.reserve(512);
  head.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ").append(reason_of(answer.status));
  head.append("\r\n");
  for (auto const& [name, value] : answer.headers) add_field(head, name, value);
  head.append(answer.shared_fields);
  if (answer.status != 204 && answer.status != 304)
    add_field(head, "Content-Length", std::to_string(answer.content().size()));
  if (!facts.date.empty()) add_field(head, "Date", facts.date);
  add_field(head, "X-Request-Id", facts.request_id);
  if (facts.closes)
    add_field(head, "Connection", "close");
  else if (facts.says_keep_alive)
    add_field(head, "Connection", "keep-alive");
  head.append("\r\n");
  return head;
}

bool has_body(int status, method asked) {
  return asked != method::head && status != 204 && status != 304;
}

// Written by hand: date::format asks the global locale, and an HTTP date is English everywhere.
std::string http_date(instant when) {
  static constexpr std::array<char const*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<char const*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const day = date::floor<date::days>(when);
  date::year_month_day const ymd(day);
  date::hh_mm_ss<seconds> const time(when - day);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT", days[date::weekday(day).c_encoding()],
                unsigned{ymd.day()}, months[unsigned{ymd.month()} - 1], int{ymd.year()},
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

}  // namespace rehearse::http
