#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/use_cases/programme_desk.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/candidate/book_views.hpp"
#include "server/web/candidate/booking_fields.hpp"
#include "server/web/frame/kept_query.hpp"

namespace rehearse {
namespace {

// The members that are not typed by the candidate but stay with the form.
constexpr std::string_view carried[] = {"start", "zone", "volunteer", "language", "topic", "spoken", "reference"};

// One booking for a double tap: made anew each time the form is shown, and nobody else can guess it.
std::string form_key(page_call const& c) {
  auto const row = "form " + c.request->id;
  auto const token = link_token(c.server->secret, {token_purpose::manage, row, 0});
  return token.substr(token.rfind('.') + 1);
}

std::vector<view> carried_members(form const& typed) {
  std::vector<view> members;
  for (auto const name : carried)
    if (auto const value = typed.value(name); !value.empty()) members.push_back({{"member", name}, {"value", value}});
  return members;
}

// Buttons of the form itself, so that what was typed goes along, whatever is typed still.
std::vector<view> alternatives(asked_page const& p, wanted const& w, refusal const* why) {
  std::vector<view> all;
  if (why == nullptr) return all;
  time_text const text(p.c.language);
  for (auto const& other : why->alternatives) {
    auto const when = text.full(zoned(other.start, *w.zone), zoned(other.end, *w.zone));
    all.push_back({{"other", to_text(other.start) + " " + other.volunteer.text},
                   {"words", p.c.say("{when}, with {name}", {{"when", when}, {"name", other.volunteer_name}})}});
  }
  return all;
}

// With whom: named, the only one, or chosen when the form is sent.
std::string with_whom(asked_page const& p, wanted const& w) {
  if (w.volunteer) {
    auto const v = read_volunteer(p.s, p.who, *w.volunteer);
    return v ? v->name : "";
  }
  auto const free = openings(p.s, p.who, w, *w.start, *w.start + 1s, p.now);
  if (!free || free->empty()) return "";
  if (!free->front().only_volunteer.empty()) return free->front().only_volunteer;
  return p.c.language.plural("One volunteer who is free then", "One of {count} volunteers who are free then",
                             free->front().volunteers);
}

http::response rendered(asked_page const& p, page shown, refusal const* why, form const& typed) {
  bool const wrong = why != nullptr || typed.has_mistakes();
  shown.error = wrong;
  if (wrong) shown.status = kind_of(why != nullptr ? why->code : errc::invalid).status;
  return render(p.c, p.who, std::move(shown));
}

}  // namespace

http::response form_page(asked_page const& p, interview_type const& type, wanted const& w, form const& typed,
                         refusal const* why) {
  time_text const text(p.c.language);
  page shown;
  shown.template_name = "book_form.html";
  shown.title = p.c.say("Your details: {interview}", {{"interview", type.title}});
  auto const path = "/book/" + type.id;
  auto const when = text.full(zoned(*w.start, *w.zone), zoned(*w.start + type.duration, *w.zone));
  shown.facts = {{"path", link_to(p.c, path)},
                 {"interview", type.title},
                 {"when", when},
                 {"with_whom", with_whom(p, w)},
                 {"times_url", link_to(p.c, path,
                                       {{"zone", w.zone->name()},
                                        {"volunteer", typed.value("volunteer")},
                                        {"from", to_text(w.zone->date_of(*w.start))}})},
                 {"members", carried_members(typed)},
                 {"form_key", form_key(p.c)},
                 {"person", view{{"fields", field_views(typed, person_fields(p.c))}}},
                 {"preparation", view{{"fields", field_views(typed, preparation_fields(p.c, type))}}},
                 {"consent", view{{"fields", field_views(typed, consent_fields(p.c))}}},
                 {"alternatives", alternatives(p, w, why)},
                 {"has_alternatives", why != nullptr && !why->alternatives.empty()}};
  shown.facts.merge(typed.errors());
  return rendered(p, std::move(shown), why, typed);
}

}  // namespace rehearse
