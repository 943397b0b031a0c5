#include "server/web/volunteer/interview_pages.hpp"

#include "scheduler/use_cases/manage_booking.hpp"
#include "server/web/volunteer/interview_view.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::size_t page_length = 20;

// One of the page's lists: the name of its cursor in the query, and what it asks for.
struct part {
  std::string_view cursor_name;
  booking_query query;
};

std::string cursor_of(page_call const& c, std::string_view name) {
  return std::string(c.request->query_value(name).value_or(""));
}

// Keeps "all", with which an organizer who gives interviews too asks for everybody's.
std::string list_url(page_call const& c, std::vector<std::pair<std::string_view, std::string>> query) {
  query.emplace_back("volunteer", c.request->query_value("volunteer").value_or(""));
  return link_to("/volunteer/interviews", query);
}

view list_view(page_call const& c, store& s, part const& wanted, booking_page const& found, instant now) {
  std::vector<view> items;
  for (auto const& b : found.items) items.push_back(interview_view(c, s, b, now));
  bool const any = !items.empty();
  auto const more = found.next ? list_url(c, {{wanted.cursor_name, *found.next}}) : std::string();
  return {{"items", std::move(items)}, {"any", any}, {"more_url", more}};
}

// "own": a volunteer need not be told who gives their interviews.
answer interviews_page(page_call const& c, store& s, caller const& who, instant now) {
  using which = booking_query::part;
  part const parts[] = {
      {"later", {.limit = page_length, .cursor = cursor_of(c, "later"), .which = which::coming}},
      {"cancelled",
       {.from = now + 1s, .limit = page_length, .cursor = cursor_of(c, "cancelled"), .which = which::over}},
      {"earlier",
       {.to = now + 1s,
        .limit = page_length,
        .cursor = cursor_of(c, "earlier"),
        .latest_first = true,
        .which = which::over}},
  };
  page shown;
  shown.template_name = "interviews.html";
  shown.title = c.say("Interviews");
  // Further on in one list, that list alone is shown.
  auto const further = [](part const& p) { return !p.query.cursor.empty(); };
  bool const first = std::ranges::none_of(parts, further);
  shown.facts = {{"own", !is_organizer(who)}, {"first_page", first}, {"first_url", list_url(c, {})}};
  for (auto const& each : parts) {
    bool const is_shown = first || further(each);
    auto const found = is_shown ? list_bookings(s, who, each.query, now) : result<booking_page>(booking_page{});
    if (!found) return refusal_page(c, who, found.error());
    auto list = list_view(c, s, each, *found, now);
    shown.facts.set(std::string(each.cursor_name), list.set("shown", is_shown));
  }
  return render(c, who, std::move(shown));
}

}  // namespace

action list_interviews(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer { return interviews_page(c, s, who, now); }};
}

}  // namespace rehearse
