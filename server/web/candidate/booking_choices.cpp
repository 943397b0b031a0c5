#include "scheduler/rules/booking_rules.hpp"
#include "server/web/candidate/booking_view.hpp"
#include "server/web/frame/refusal_words.hpp"

namespace rehearse {
namespace {

// Why it cannot be moved, where neither the sentences of its policy nor its state say so already.
std::string why_not_move(managed const& m, policy_facts const& policy) {
  auto const may_move = may_reschedule(m.it, party::candidate, m.now);
  bool const is_told = policy.moves_left <= 0 || policy.too_soon_to_move;
  bool const matters = m.it.state == booking_state::confirmed && m.now < m.it.start;
  return may_move || is_told || !matters ? "" : sentence_of(m.c, may_move.error());
}

// From the start until it can be told who came.
std::string nobody_there(managed const& m, std::string const& contact) {
  if (m.it.state != booking_state::confirmed || m.now < m.it.start || may_report_presence(m.it, m.now)) return "";
  if (contact.empty()) return m.c.say("Wait ten minutes. Then open this page again and tell us.");
  return m.c.say("Wait ten minutes. Then open this page again and tell us, or write to {contact}.",
                 {{"contact", contact}});
}

std::vector<view> choices_of(std::string const& name, std::optional<presence> told,
                             std::vector<std::pair<presence, std::string>> const& choices) {
  std::vector<view> views;
  for (auto const& [value, words] : choices) {
    auto const id = views.empty() ? name : name + "-" + std::to_string(views.size() + 1);
    views.push_back({{"id", id}, {"value", std::string(name_of(value))}, {"words", words}, {"chosen", told == value}});
  }
  return views;
}

// The form of who came, as the candidate told it before.
view presence_form(managed const& m) {
  presence_report told;
  for (auto const& r : m.it.presence_reports)
    if (r.by == party::candidate) told = r;
  auto const& c = m.c;
  return {{"candidate_came", choices_of("candidate", told.candidate,
                                        {{presence::came, c.say("Yes")},
                                         {presence::did_not_come, c.say("No")},
                                         {presence::trouble, c.say("I had trouble: power, connection")}})},
          {"volunteer_came", choices_of("volunteer", told.volunteer,
                                        {{presence::came, c.say("Yes")},
                                         {presence::did_not_come, c.say("No")},
                                         {presence::trouble, c.say("They had trouble: power, connection")}})}};
}

// What can be done now. Of a pending one: nothing but to confirm it, and to correct what was typed.
view deeds(managed const& m) {
  auto const& b = m.it;
  auto const may_move = may_reschedule(b, party::candidate, m.now);
  bool const pending = b.state == booking_state::pending;
  bool const asks = may_confirm_attendance(b, m.now).has_value() && b.attends != attendance::confirmed;
  return {{"may_confirm", asks},
          {"was_asked", asks && b.attends == attendance::asked},
          {"has_confirmed", b.attends == attendance::confirmed && is_open(b.state) && m.now < b.start},
          {"may_be_late", may_tell_running_late(b, m.now).has_value()},
          {"may_move", may_move.has_value()},
          {"may_cancel", !pending && may_cancel(b, m.now).has_value()},
          {"is_pending", pending},
          {"is_agreed", !pending && is_open(b.state)},
          {"mail_again_path", link_to(path_of(m, "/mail"))},
          {"may_report", may_report_presence(b, m.now).has_value()},
          {"may_change", may_change(b, m.now).has_value() && m.now < b.start},
          {"move_url", link_to(path_of(m, "/move"))},
          {"cancel_url", link_to(path_of(m, "/cancel"))},
          {"change_url", link_to(path_of(m, "/change"))},
          {"confirm_path", link_to(path_of(m, "/attendance"))},
          {"late_path", link_to(path_of(m, "/late"))},
          {"presence_path", link_to(path_of(m, "/presence"))}};
}

}  // namespace

view choices_view(managed const& m, booking_facts const& f) {
  view all{{"nobody_there", nobody_there(m, f.programme.contact)}, {"why_not_move", why_not_move(m, f.policy)}};
  return all.merge(deeds(m)).merge(presence_form(m));
}

}  // namespace rehearse
