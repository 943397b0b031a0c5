#include "server/web/volunteer/availability_pages.hpp"

#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/programme_desk.hpp"
#include "scheduler/use_cases/publish_availability.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/volunteer/availability_view.hpp"
#include "server/web/volunteer/interview_view.hpp"
#include "server/web/volunteer/slots_preview.hpp"

#include <algorithm>
#include <charconv>

namespace rehearse {
namespace {

constexpr std::size_t most_outside_named = 20;

// What the page is about: whose hours, as typed, and over which published ones.
struct draft {
  volunteer_id volunteer;
  typed_availability typed;
  form sent;
  int revision = 0;
  int status = 200;
  bool stale = false;
  std::optional<availability_record> published{};
};

slug type_wished(store& s, form const& sent, volunteer const& v) {
  auto const wished = sent.value("preview_type");
  slug first;
  for (auto const& type : list_interview_types(s)) {
    if (type.id == wished) return wished;
    if (first.empty() && gives(v, type.id)) first = type.id;
  }
  return first;
}

std::string zone_wished(form const& sent, typed_availability const& typed) {
  auto const wished = sent.value("preview_zone");
  if (time_zone::find(wished)) return wished;
  return typed.welcome_zones.empty() || !time_zone::find(typed.welcome_zones.front()) ? "Asia/Kolkata"
                                                                                      : typed.welcome_zones.front();
}

std::vector<view> type_views(store& s, volunteer const& v, slug const& chosen) {
  std::vector<view> types;
  for (auto const& type : list_interview_types(s))
    if (gives(v, type.id)) types.push_back({{"id", type.id}, {"title", type.title}, {"chosen", type.id == chosen}});
  return types;
}

view preview_part(page_call const& c, store& s, caller const& who, draft const& d, volunteer const& v, instant now) {
  auto const type = type_wished(s, d.sent, v);
  auto const zone = zone_wished(d.sent, d.typed);
  auto complete = d.typed;
  drop_blank_rows(complete);
  auto const hours = read(complete);
  view shown = hours && !type.empty() ? preview_view(c, s, who, {d.volunteer, *hours, type, zone}, now) : no_preview();
  shown.set("preview_types", type_views(s, v, type));
  return shown.set("preview_for",
                   zone_field_view(c.language, {"preview_zone", c.say("A candidate in"), zone}, std::string()));
}

// The interviews that the last publishing left outside, named in the query by that answer.
std::vector<view> outside_views(page_call const& c, store& s, caller const& who, instant now) {
  std::vector<view> outside;
  for (auto const& [name, value] : c.request->query) {
    if (name != "outside" || outside.size() >= most_outside_named) continue;
    if (auto const b = read_booking(s, who, {value}, now)) {
      auto shown = interview_view(c, s, *b, now);
      outside.push_back(shown.set("title", interview_title(c, s, *b)));
    }
  }
  return outside;
}

view notices(page_call const& c, store& s, caller const& who, draft const& d, volunteer const& v, instant now) {
  bool const without_place = v.meeting_url.empty() && read_programme(s).meeting_url_template.empty();
  auto outside = outside_views(c, s, who, now);
  bool const any = !outside.empty();
  auto const lines = d.stale ? summary_lines(c.language, as_typed(d.published->published)) : std::vector<std::string>{};
  auto const done = c.request->query_value("published");
  return {{"published", done == "yes"},
          {"published_none", done == "none"},
          {"without_place", without_place},
          {"paused", v.status == volunteer_status::paused},
          {"has_outside", any},
          {"outside", std::move(outside)},
          {"stale", d.stale},
          {"stored_lines", lines},
          {"never_published", d.revision == 0}};
}

// So that a zone chosen by mistake is seen by its clock.
std::string now_at_home(page_call const& c, typed_availability const& typed, instant now) {
  if (!time_zone::find(typed.zone)) return "";
  time_text const text(c.language);
  auto const there = zoned(now, typed.zone);
  return c.say("{now} ({zone}).", {{"now", text.now_there(there)}, {"zone", text.zone(there)}});
}

http::response availability_page(page_call const& c, store& s, caller const& who, draft const& d, instant now) {
  auto const v = read_volunteer(s, who, d.volunteer);
  if (!v) return refusal_page(c, who, v.error());
  bool const own = !is_organizer(who);
  page shown;
  shown.template_name = "availability.html";
  shown.title = own ? c.say("When you can be booked") : c.say("When {name} can be booked", {{"name", v->name}});
  shown.status = d.status;
  shown.error = d.sent.has_mistakes();
  shown.facts = availability_form_view(c.language, d.typed, d.sent);
  shown.facts.merge(preview_part(c, s, who, d, *v, now)).merge(notices(c, s, who, d, *v, now)).merge(d.sent.errors());
  auto const named = own ? std::string() : d.volunteer.text;
  shown.facts.merge({{"title", shown.title},
                     {"volunteer", named},
                     {"revision", d.revision},
                     {"now_at_home", now_at_home(c, d.typed, now)},
                     {"page_url", link_to(c, "/volunteer/availability", {{"volunteer", named}})},
                     {"profile_url", link_to(c, "/volunteer/profile", {{"volunteer", named}})}});
  return render(c, who, std::move(shown));
}

// An empty row to begin with, where there is none.
typed_availability with_a_row(typed_availability typed) {
  if (typed.weekly.empty()) typed.weekly.emplace_back();
  return typed;
}

answer show_published(page_call const& c, store& s, caller const& who, instant now) {
  auto const named = std::string(c.request->query_value("volunteer").value_or(""));
  auto const volunteer = volunteer_meant(who, named);
  if (!volunteer) return see_other(link_to(c, "/organizer"));
  auto const stored = read_availability(s, who, *volunteer);
  if (!stored) return refusal_page(c, who, stored.error());
  return availability_page(c, s, who, {*volunteer, with_a_row(as_typed(stored->published)), form(c), stored->revision},
                           now);
}

int revision_in(form const& sent) {
  auto const text = sent.value("revision");
  int revision = 0;
  std::from_chars(text.data(), text.data() + text.size(), revision);
  return revision;
}

answer show_draft(page_call const& c, store& s, caller const& who, draft d, instant now) {
  auto const button = d.sent.value("do");
  if (press(d.typed, button)) return availability_page(c, s, who, d, now);
  auto complete = d.typed;
  drop_blank_rows(complete);
  if (auto const hours = read(complete); !hours) {
    d.typed = complete;
    d.status = 422;
    take_mistakes(c.language, hours.error(), d.sent);
  }
  return availability_page(c, s, who, d, now);
}

answer refused_page(page_call const& c, store& s, caller const& who, draft d, refusal const& why, instant now) {
  if (why.code != errc::precondition_failed) {
    d.status = kind_of(why.code).status;
    take_mistakes(c.language, why, d.sent);
    return availability_page(c, s, who, d, now);
  }
  auto const stored = read_availability(s, who, d.volunteer);
  if (!stored) return refusal_page(c, who, stored.error());
  d.published = *stored;
  d.revision = stored->revision;
  d.stale = true;
  d.status = 412;
  d.sent.mistake("stored", c.say("Other hours were published meanwhile, so yours were not stored."));
  return availability_page(c, s, who, d, now);
}

answer refused(page_call const& c, draft d, refusal const& why) {
  return shown_after(kind_of(why.code).status, [c, d = std::move(d), why](store& s, caller const& who, instant now) {
    return refused_page(c, s, who, d, why, now);
  });
}

bool has_hours(availability const& hours) {
  return !hours.weekly.empty() || std::ranges::any_of(hours.overrides, [](availability_override const& o) {
    return o.mode != override_mode::block && !o.windows.empty();
  });
}

std::string address_of_published(page_call const& c, draft const& d, published_availability const& done, bool own) {
  std::vector<std::pair<std::string_view, std::string>> query{
      {"published", has_hours(done.record.published) ? "yes" : "none"}};
  if (!own) query.emplace_back("volunteer", d.volunteer.text);
  for (std::size_t i = 0; i < done.bookings_outside.size() && i < most_outside_named; ++i)
    query.emplace_back("outside", done.bookings_outside[i].text);
  return link_to(c, "/volunteer/availability", query);
}

answer publish(page_call const& c, store& s, caller const& who, draft d, instant now) {
  drop_blank_rows(d.typed);
  auto const hours = read(d.typed);
  if (!hours) return refused(c, std::move(d), hours.error());
  auto const done = publish_availability(s, who, {d.volunteer, *hours, d.revision, false}, now);
  if (!done) return refused(c, std::move(d), done.error());
  return see_other(address_of_published(c, d, *done, !is_organizer(who)));
}

}  // namespace

std::optional<volunteer_id> volunteer_meant(caller const& who, std::string const& named) {
  if (auto const* own = std::get_if<signed_in_volunteer>(&who)) return own->id;
  if (named.empty()) return std::nullopt;
  return volunteer_id{named};
}

action show_availability(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer { return show_published(c, s, who, now); }};
}

action use_availability_form(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  bool const publishes = sent->value("do") == "publish";
  job const run = [c, publishes, sent = *sent](store& s, caller const& who, instant now) -> answer {
    auto const volunteer = volunteer_meant(who, sent.value("volunteer"));
    if (!volunteer) return see_other(link_to(c, "/organizer"));
    draft const d{*volunteer, as_typed(sent), sent, revision_in(sent)};
    return publishes ? publish(c, s, who, d, now) : show_draft(c, s, who, d, now);
  };
  if (publishes) return writing{run};
  return reading{run};
}

answer old_availability_form(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return shown_after(403, [c, sent = *sent](store& s, caller const& who, instant now) -> answer {
    auto const volunteer = volunteer_meant(who, sent.value("volunteer"));
    if (!volunteer) return see_other(link_to(c, "/organizer"));
    draft d{*volunteer, as_typed(sent), sent, revision_in(sent), 403};
    d.sent.mistake("", c.say("You signed in again after this page was opened, so nothing was published yet. What you "
                             "typed stands below: please look at it, then press Publish again."));
    return availability_page(c, s, who, d, now);
  });
}

}  // namespace rehearse
