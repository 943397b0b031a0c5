#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/candidate/booking_fields.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/candidate/manage_call.hpp"
#include "server/web/frame/refusal_words.hpp"
#include "server/web/frame/zone_choice.hpp"

#include <algorithm>
#include <charconv>

namespace rehearse {
namespace {

// The type as it asks today; of one that is gone, nothing more is asked.
interview_type type_of(store& s, booking const& b) {
  auto const type = read_interview_type(s, b.interview_type);
  return type ? *type : interview_type{};
}

// A line to type, for a list of all zones is three times the page, and no page with a token is compressed.
field zone_field(page_call const& c) {
  return {.name = "zone",
          .label = c.say("Where are you?"),
          .required = true,
          .hint = c.say("Your city, or a big one near you that has the same time.")};
}

// A city that was typed becomes its zone; where it may be several, they are named.
void read_zone(page_call const& c, form& sent) {
  auto const typed = sent.value("zone");
  if (auto const zone = zone_typed(c.language, typed))
    sent.set("zone", *zone);
  else if (!places_named(c.language, typed).empty())
    sent.mistake("zone", zone_mistake(c.language, typed));
}

// The address of a pending one cannot change: nobody has confirmed the first.
std::vector<field> person_of(managed const& m) {
  auto fields = person_fields(m.c);
  if (m.it.state == booking_state::pending) std::erase_if(fields, [](field const& f) { return f.name == "email"; });
  return fields;
}

http::response show_change(store& s, managed const& m, form const& typed, int status) {
  page shown;
  shown.template_name = "change.html";
  shown.script = "candidate.js";
  shown.title = m.c.say("Correct your details");
  shown.status = status;
  shown.error = typed.has_mistakes();
  shown.facts = {{"title", shown.title},
                 {"path", link_to(path_of(m, "/change"))},
                 {"back_url", link_to(path_of(m))},
                 {"revision", m.it.revision},
                 {"person", view{{"fields", field_views(typed, person_of(m))}}},
                 {"is_pending", m.it.state == booking_state::pending},
                 {"email", m.it.candidate.email},
                 {"where", view{{"fields", field_views(typed, {zone_field(m.c)})}}},
                 {"preparation", view{{"fields", field_views(typed, preparation_fields(m.c, type_of(s, m.it)))}}},
                 {"consent", view{{"fields", field_views(typed, consent_fields(m.c))}}}};
  shown.facts.merge(typed.errors());
  return render(m.c, m.who, std::move(shown));
}

// Answers to questions that are not asked any more stay as they are.
preparation with_older_answers(preparation now, booking const& b, interview_type const& type) {
  for (auto const& [id, answer] : b.prepared.answers) {
    auto const asks = [&id = id](intake_question const& q) { return q.id == id; };
    if (std::ranges::none_of(type.intake, asks)) now.answers.emplace(id, answer);
  }
  return now;
}

booking_changes changes_in(managed const& m, form& sent, interview_type const& type) {
  booking_changes changes;
  auto const candidate = candidate_in(m.c, sent);
  changes.name = candidate.name;
  changes.zone = candidate.zone;
  if (candidate.email != m.it.new_email.value_or(m.it.candidate.email)) changes.email = candidate.email;
  changes.prepared = with_older_answers(preparation_in(m.c, sent, type), m.it, type);
  changes.agreed_to = consents_in(sent);
  return changes;
}

std::optional<int> revision_in(form const& sent) {
  auto const text = sent.value("revision");
  int revision = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), revision);
  return read.ec == std::errc{} ? std::optional(revision) : std::nullopt;
}

answer change_again(managed const& m, form const& sent, int status) {
  return shown_after(status, [m, sent, status](store& s, caller const&, instant) -> answer {
    return show_change(s, m, sent, status);
  });
}

answer change(store& s, managed const& m, form sent) {
  read_zone(m.c, sent);
  if (m.it.state == booking_state::pending) sent.set("email", m.it.candidate.email);
  auto const changes = changes_in(m, sent, type_of(s, m.it));
  if (sent.has_mistakes()) return change_again(m, sent, 422);
  auto const may = changes.email ? may_be_mailed(s, *changes.email, m.c.server->mails_per_hour, m.now) : result<void>{};
  auto const changed =
      may ? change_booking(s, m.holder, m.it.id, changes, revision_in(sent), m.now) : result<booking>(may.error());
  if (changed) return done(m, changes.email && changed->new_email ? "new_address_asked" : "changed");
  take_refusal(m.c, sent, changed.error());
  return change_again(m, sent, kind_of(changed.error().code).status);
}

}  // namespace

action change_page(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    if (!m) return no_such_link(c, who);
    form shown(c);
    if (!may_change(m->it, now)) return show_booking(s, *m, shown, 200);
    fill_in(shown, m->it);
    return show_change(s, *m, shown, 200);
  }};
}

action change_deed(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, sent = *sent](store& s, caller const& who, instant now) -> answer {
    auto const m = managed_by(c, s, who, now);
    return m ? change(s, *m, sent) : no_such_link(c, who);
  }};
}

}  // namespace rehearse
