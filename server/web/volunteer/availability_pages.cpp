#include "server/web/volunteer/availability_pages.hpp"

#include "scheduler/use_cases/publish_availability.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/frame/status_words.hpp"
#include "server/web/volunteer/availability_page.hpp"
#include "server/web/volunteer/availability_words.hpp"
#include "server/web/volunteer/form_buttons.hpp"

#include <algorithm>
#include <charconv>

namespace rehearse {
namespace {

// An empty row to begin with, where there is none.
typed_availability with_a_row(typed_availability typed) {
  if (typed.weekly.empty()) typed.weekly.emplace_back();
  return typed;
}

answer show_published(page_call const& c, store& s, caller const& who, instant now) {
  auto const named = std::string(c.request->query_value("volunteer").value_or(""));
  auto const volunteer = volunteer_meant(who, named);
  if (!volunteer) return see_other(link_to("/organizer"));
  auto const stored = read_availability(s, who, *volunteer);
  if (!stored) return refusal_page(c, who, stored.error());
  return availability_page(c, s, who, {*volunteer, with_a_row(as_typed(stored->published)), form(c), stored->revision},
                           now);
}

typed_availability typed_in(page_call const& c, form const& sent) {
  auto typed = as_typed(sent);
  read_places(c.language, typed);
  return typed;
}

int revision_in(form const& sent) {
  auto const text = sent.value("revision");
  int revision = 0;
  std::from_chars(text.data(), text.data() + text.size(), revision);
  return revision;
}

answer show_draft(page_call const& c, store& s, caller const& who, draft d, instant now) {
  if (auto const done = press(c.language, d.typed, d.sent); done.known) {
    d.said = done.said;
    d.focus = done.focus;
    d.at_hand = done.list;
    return availability_page(c, s, who, d, now);
  }
  auto complete = d.typed;
  drop_blank_rows(complete);
  if (auto const hours = read(complete); !hours) {
    d.typed = complete;
    d.status = 422;
    take_mistakes(c.language, hours.error(), d.typed, d.sent);
  }
  return availability_page(c, s, who, d, now);
}

answer refused_page(page_call const& c, store& s, caller const& who, draft d, refusal const& why, instant now) {
  if (why.code != errc::precondition_failed) {
    d.status = kind_of(why.code).status;
    take_mistakes(c.language, why, d.typed, d.sent);
    return availability_page(c, s, who, d, now);
  }
  auto const stored = read_availability(s, who, d.volunteer);
  if (!stored) return refusal_page(c, who, stored.error());
  d.published = *stored;
  d.revision = stored->revision;
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

std::string address_of_published(draft const& d, published_availability const& done, bool own) {
  std::vector<std::pair<std::string_view, std::string>> query{
      {"published", has_hours(done.record.published) ? "yes" : "none"}};
  if (!own) query.emplace_back("volunteer", d.volunteer.text);
  for (std::size_t i = 0; i < done.bookings_outside.size() && i < most_outside_named; ++i)
    query.emplace_back("outside", done.bookings_outside[i].text);
  return link_to("/volunteer/availability", query);
}

answer publish(page_call const& c, store& s, caller const& who, draft d, instant now) {
  drop_blank_rows(d.typed);
  auto const hours = read(d.typed);
  if (!hours) return refused(c, std::move(d), hours.error());
  auto const done = publish_availability(s, who, {d.volunteer, *hours, d.revision, false}, now);
  if (!done) return refused(c, std::move(d), done.error());
  return see_other(address_of_published(d, *done, !is_organizer(who)));
}

// All that was typed, and a sentence on top that is about none of its fields.
job form_again(page_call const& c, int status, std::string const& sentence) {
  return [c, status, sentence](store& s, caller const& who, instant now) -> answer {
    auto const sent = form::read(c);
    if (!sent) return refusal_page(c, who, sent.error());
    auto const volunteer = volunteer_meant(who, sent->value("volunteer"));
    if (!volunteer) return see_other(link_to("/organizer"));
    draft d{*volunteer, typed_in(c, *sent), *sent, revision_in(*sent), status, true};
    d.sent.mistake("", sentence);
    return availability_page(c, s, who, d, now);
  };
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
    if (!volunteer) return see_other(link_to("/organizer"));
    draft const d{*volunteer, typed_in(c, sent), sent, revision_in(sent), 200, true};
    return publishes ? publish(c, s, who, d, now) : show_draft(c, s, who, d, now);
  };
  if (publishes) return writing{run};
  return reading{run};
}

answer old_availability_form(page_call const& c) {
  return shown_after(
      403, form_again(c, 403,
                      c.say("You signed in again after this page was opened, so nothing was published yet. What you "
                            "typed stands below: please look at it, then press Publish again.")));
}

job unsaved_availability_form(page_call const& c) {
  return form_again(c, 503, nothing_saved(c.language));
}

}  // namespace rehearse
