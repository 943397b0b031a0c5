#include "server/web/interview_pages.hpp"

#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/programme_desk.hpp"
#include "server/web/interview_view.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::size_t page_length = 20;
// Rows that do not belong into a list are passed over, but not without end; the link goes on from there.
constexpr int most_looks = 20;
// No interview is longer.
constexpr auto longest_interview = 8h;

bool is_coming(booking const& b, instant now) {
  return is_open(state_by_now(b, now)) && b.end > now;
}
bool is_called_off(booking const& b, instant now) {
  return !is_coming(b, now) && b.start > now;
}
bool is_past(booking const& b, instant now) {
  return !is_coming(b, now) && b.start <= now;
}

// One of the page's lists, a page of it: which part of all bookings, and which of those.
struct part {
  std::string_view cursor_name;  // in the query
  booking_query query;
  bool (*belongs)(booking const&, instant now);
};

result<booking_page> page_of(store& s, caller const& who, part const& wanted, instant now) {
  auto asked = wanted.query;
  booking_page page;
  for (int look = 0; look < most_looks; ++look) {
    asked.limit = page_length - page.items.size();
    auto found = list_bookings(s, who, asked);
    if (!found) return found.error();
    for (auto& b : found->items)
      if (wanted.belongs(b, now)) page.items.push_back(std::move(b));
    page.next = found->next;
    if (!page.next || page.items.size() >= page_length) break;
    asked.cursor = *page.next;
  }
  return page;
}

std::string cursor_of(page_call const& c, std::string_view name) {
  return std::string(c.request->query_value(name).value_or(""));
}

view list_view(page_call const& c, store& s, part const& wanted, booking_page const& found, instant now) {
  std::vector<view> items;
  for (auto const& b : found.items) items.push_back(interview_view(c, s, b, now));
  bool const any = !items.empty();
  auto const more =
      found.next ? link_to(c, "/volunteer/interviews", {{wanted.cursor_name, *found.next}}) : std::string();
  return {{"items", std::move(items)}, {"any", any}, {"more_url", more}};
}

// "own": a volunteer need not be told who gives their interviews.
answer interviews_page(page_call const& c, store& s, caller const& who, instant now) {
  part const parts[] = {
      {"later", {.from = now - longest_interview, .cursor = cursor_of(c, "later")}, is_coming},
      {"cancelled", {.from = now, .cursor = cursor_of(c, "cancelled")}, is_called_off},
      {"earlier", {.to = now + 1s, .cursor = cursor_of(c, "earlier"), .latest_first = true}, is_past},
  };
  page shown;
  shown.template_name = "interviews.html";
  shown.title = c.say("Interviews");
  // Further on in one list, that list alone is shown.
  auto const further = [](part const& p) { return !p.query.cursor.empty(); };
  bool const first = std::ranges::none_of(parts, further);
  shown.facts = {{"own", !is_organizer(who)}, {"first_page", first}};
  for (auto const& each : parts) {
    bool const is_shown = first || further(each);
    auto const found = is_shown ? page_of(s, who, each, now) : result<booking_page>(booking_page{});
    if (!found) return refusal_page(c, who, found.error());
    auto list = list_view(c, s, each, *found, now);
    shown.facts.set(std::string(each.cursor_name), list.set("shown", is_shown));
  }
  return render(c, who, std::move(shown));
}

std::string standing_of(words const& language, volunteer_status status) {
  switch (status) {
    case volunteer_status::invited:
      return language.say("Invited");
    case volunteer_status::active:
      return language.say("Can be booked");
    case volunteer_status::paused:
      return language.say("Paused");
    case volunteer_status::left:
      return language.say("Left the programme");
  }
  return "";
}

}  // namespace

action list_interviews(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer { return interviews_page(c, s, who, now); }};
}

action show_organizer_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant) -> answer {
    auto const volunteers = list_volunteers(s, who, {200, ""});
    if (!volunteers) return refusal_page(c, who, volunteers.error());
    std::vector<view> rows;
    for (auto const& v : volunteers->items)
      rows.push_back({{"name", v.name},
                      {"status", standing_of(c.language, v.status)},
                      {"availability_url", link_to(c, "/volunteer/availability", {{"volunteer", v.id.text}})},
                      {"profile_url", link_to(c, "/volunteer/profile", {{"volunteer", v.id.text}})}});
    bool const any = !rows.empty();
    page shown;
    shown.template_name = "organizer.html";
    shown.title = c.say("Organizing");
    shown.facts = {{"volunteers", std::move(rows)}, {"has_volunteers", any}};
    return render(c, who, std::move(shown));
  }};
}

}  // namespace rehearse
