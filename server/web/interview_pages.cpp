#include "server/web/interview_pages.hpp"

#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/programme_desk.hpp"
#include "server/web/interview_view.hpp"

namespace rehearse {
namespace {

constexpr std::size_t most_volunteers = 100;

result<booking_page> coming_ones(store& s, caller const& who, std::string const& cursor, instant now) {
  booking_query q;
  q.which = booking_query::part::coming;
  q.cursor = cursor;
  return list_bookings(s, who, q, now);
}

result<booking_page> other_ones(store& s, caller const& who, std::string const& cursor, instant now) {
  booking_query q;
  q.which = booking_query::part::over;
  q.latest_first = true;
  q.cursor = cursor;
  return list_bookings(s, who, q, now);
}

std::vector<view> interview_views(page_call const& c, store& s, std::vector<booking> const& some, instant now) {
  std::vector<view> views;
  for (auto const& b : some) views.push_back(interview_view(c, s, b, now));
  return views;
}

// "own": a volunteer need not be told who gives their interviews.
answer interviews_page(page_call const& c, store& s, caller const& who, instant now) {
  auto const earlier = std::string(c.request->query_value("earlier").value_or(""));
  auto const later = std::string(c.request->query_value("later").value_or(""));
  auto const coming = coming_ones(s, who, later, now);
  if (!coming) return refusal_page(c, who, coming.error());
  auto const others = other_ones(s, who, earlier, now);
  if (!others) return refusal_page(c, who, others.error());
  page shown;
  shown.template_name = "interviews.html";
  shown.title = c.say("Interviews");
  shown.facts = {
      {"shows_coming", earlier.empty()},
      {"shows_others", later.empty()},
      {"own", !is_organizer(who)},
      {"has_coming", !coming->items.empty()},
      {"has_others", !others->items.empty()},
      {"coming", interview_views(c, s, coming->items, now)},
      {"others", interview_views(c, s, others->items, now)},
      {"later_url", coming->next ? link_to(c, "/volunteer/interviews", {{"later", *coming->next}}) : ""},
      {"earlier_url", others->next ? link_to(c, "/volunteer/interviews", {{"earlier", *others->next}}) : ""}};
  return render(c, who, std::move(shown));
}

}  // namespace

action list_interviews(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer { return interviews_page(c, s, who, now); }};
}

action show_organizer_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant) -> answer {
    auto const after = std::string(c.request->query_value("after").value_or(""));
    auto const volunteers = list_volunteers(s, who, {most_volunteers, after});
    if (!volunteers) return refusal_page(c, who, volunteers.error());
    std::vector<view> rows;
    for (auto const& v : volunteers->items)
      rows.push_back({{"name", v.name},
                      {"status", name_of(v.status)},
                      {"availability_url", link_to(c, "/volunteer/availability", {{"volunteer", v.id.text}})},
                      {"profile_url", link_to(c, "/volunteer/profile", {{"volunteer", v.id.text}})}});
    bool const any = !rows.empty();
    page shown;
    shown.template_name = "organizer.html";
    shown.title = c.say("Organizing");
    shown.facts = {{"volunteers", std::move(rows)},
                   {"has_volunteers", any},
                   {"more_url", volunteers->next ? link_to(c, "/organizer", {{"after", *volunteers->next}}) : ""}};
    return render(c, who, std::move(shown));
  }};
}

}  // namespace rehearse
