#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/storage/slot_facts.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/candidate/book_views.hpp"
#include "server/web/candidate/booking_fields.hpp"
#include "server/web/candidate/week_view.hpp"
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
    bool const at_night = is_night(w.zone->to_wall_clock(other.start));
    all.push_back(
        {{"other", to_text(other.start) + " " + other.volunteer.text},
         {"words", at_night
                       ? p.c.say("{when}, in your night, with {name}", {{"when", when}, {"name", other.volunteer_name}})
                       : p.c.say("{when}, with {name}", {{"when", when}, {"name", other.volunteer_name}})}});
  }
  return all;
}

// With whom: named, or the only one. None: chosen when the form is sent.
std::optional<volunteer_name> known_volunteer(asked_page const& p, wanted const& w, std::vector<opening> const& free) {
  if (!w.volunteer) return free.empty() ? std::nullopt : free.front().only;
  auto const v = read_volunteer(p.s, p.who, *w.volunteer);
  return v ? std::optional(volunteer_name{v->id, v->name}) : std::nullopt;
}

// The same time on the volunteer's clock; empty where it is hers.
std::string their_time(asked_page const& p, interview_type const& type, wanted const& w, volunteer_id const& who) {
  auto const facts = slot_facts_of(p.s, who, *w.start, *w.start + 1s);
  if (!facts) return "";
  auto const zone = agreed_zone(facts->published, type.duration, *w.start);
  if (zone == *w.zone) return "";
  return time_text(p.c.language).full(zoned(*w.start, zone), zoned(*w.start + type.duration, zone));
}

// Who gives it, and both sides' time.
view agreement(asked_page const& p, interview_type const& type, wanted const& w) {
  auto const found = openings(p.s, p.who, w, *w.start, *w.start + 1s, p.now);
  auto const free = found ? *found : std::vector<opening>{};
  auto const known = known_volunteer(p, w, free);
  auto const when = time_text(p.c.language).full(zoned(*w.start, *w.zone), zoned(*w.start + type.duration, *w.zone));
  view shown{{"when", when},
             {"at_night", is_night(w.zone->to_wall_clock(*w.start))},
             {"volunteer", known ? known->name : ""},
             {"one_of", ""},
             {"their_time", ""}};
  if (known) return shown.set("their_time", their_time(p, type, w, known->id));
  if (free.empty()) return shown;
  return shown.set("one_of",
                   p.c.language.plural("One volunteer who is free then", "One of {count} volunteers who are free then",
                                       free.front().volunteers));
}

// What is asked, the optional part open where something stands in it.
view fields_of(page_call const& c, interview_type const& type, form const& typed) {
  auto const [now, later] = preparation_in_two(c, type);
  auto const consents = consent_fields(c);
  auto asked = person_fields(c);
  asked.insert(asked.end(), now.begin(), now.end());
  return {{"asked", view{{"fields", field_views(typed, asked)}}},
          {"later", view{{"fields", field_views(typed, later)}}},
          {"consent", view{{"fields", field_views(typed, consents)}}},
          {"later_open", any_filled(typed, later) || any_filled(typed, consents)}};
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
  page shown;
  shown.template_name = "book_form.html";
  shown.script = "candidate.js";
  shown.title = p.c.say("Your details: {interview}", {{"interview", type.title}});
  auto const path = "/book/" + type.id;
  shown.facts = {{"path", link_to(path)},
                 {"interview", type.title},
                 {"times_url", link_to(path, {{"zone", w.zone->name()},
                                              {"volunteer", typed.value("volunteer")},
                                              {"from", to_text(w.zone->date_of(*w.start))}})},
                 {"members", carried_members(typed)},
                 {"form_key", form_key(p.c)},
                 {"alternatives", alternatives(p, w, why)},
                 {"has_alternatives", why != nullptr && !why->alternatives.empty()}};
  shown.facts.merge(agreement(p, type, w)).merge(fields_of(p.c, type, typed)).merge(typed.errors());
  return rendered(p, std::move(shown), why, typed);
}

}  // namespace rehearse
