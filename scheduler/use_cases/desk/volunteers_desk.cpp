// Volunteers, of programme_desk.hpp.
#include "scheduler/documents/web_address.hpp"
#include "scheduler/rules/address.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/mail.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/pages.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>

namespace rehearse {
namespace {

std::vector<field_error> mistakes_in(store& s, volunteer const& v) {
  std::vector<field_error> found;
  if (v.name.empty()) found.push_back({"/name", "must not be empty"});
  if (!is_address(v.email)) found.push_back({"/email", "must be an e-mail address"});
  if (!time_zone::find(v.zone)) found.push_back({"/zone", "must be the name of an IANA time zone"});
  if (!v.meeting_url.empty() && !is_web_address(v.meeting_url))
    found.push_back({"/meeting_url", "must be an http or https URL"});
  if (!v.editor_url.empty() && !is_web_address(v.editor_url))
    found.push_back({"/editor_url", "must be an http or https URL"});
  for (std::size_t i = 0; i < v.interview_types.size(); ++i)
    if (!storage::find_interview_type(s.db(), v.interview_types[i]))
      found.push_back({"/interview_types/" + std::to_string(i), "must be the id of an interview type"});
  return found;
}

bool address_is_taken(store& s, volunteer const& v) {
  auto const other = storage::volunteer_of_address(s.db(), v.email);
  return other && other->id != v.id;
}

refusal address_taken() {
  return refused(errc::already_exists, "Another volunteer has this address.");
}

void write_invitation(store& s, volunteer const& v, instant now) {
  mail m;
  m.id = s.make_id<mail_id>();
  m.kind = mail_kind::invitation;
  m.to = party::volunteer;
  m.recipient = v.email;
  m.volunteer = v.id;
  m.written_at = m.due = now;
  m.useless_after = now + 72h;
  storage::insert(s.db(), m);
}

bool may_see(caller const& who, volunteer const& v) {
  return v.status == volunteer_status::active || is_organizer(who) || is_volunteer(who, v.id);
}

bool is_own_choice(volunteer_status status) {
  return status == volunteer_status::active || status == volunteer_status::paused;
}

// What is the organizer's alone; none: the change is the caller's to make.
std::optional<refusal> not_theirs(caller const& who, volunteer const& stored, volunteer const& changed) {
  if (is_organizer(who)) return std::nullopt;
  if (changed.email != stored.email) return refused(errc::forbidden, "Only an organizer may change /email.");
  bool const chosen = is_own_choice(stored.status) && is_own_choice(changed.status);
  if (changed.status != stored.status && !chosen)
    return refused(errc::forbidden, "Only an organizer may set /status to this: you may pause and come back.");
  return std::nullopt;
}

bool has_open_bookings(store& s, volunteer_id const& id, instant now) {
  auto const theirs = storage::bookings_from(s.db(), id, now);
  return std::any_of(theirs.begin(), theirs.end(), [now](booking const& b) { return is_open(state_by_now(b, now)); });
}

void choose_locale(store& s, volunteer& v) {
  if (v.locale.empty()) v.locale = read_programme(s).locale;
}

std::optional<refusal> why_not(store& s, volunteer const& stored, volunteer const& changed, instant now) {
  if (auto mistakes = mistakes_in(s, changed); !mistakes.empty()) return invalid(std::move(mistakes));
  if (address_is_taken(s, changed)) return address_taken();
  bool const leaves = changed.status == volunteer_status::left && stored.status != volunteer_status::left;
  if (leaves && has_open_bookings(s, stored.id, now))
    return refused(errc::open_bookings, "There are open bookings: hand them on or cancel them first.");
  return std::nullopt;
}

}  // namespace

std::vector<field_error> further_mistakes(store& s, volunteer const& v) {
  auto found = mistakes_in(s, v);
  if (address_is_taken(s, v)) found.push_back({"/email", "must not be the address of another volunteer"});
  return found;
}

result<volunteer> invite_volunteer(store& s, caller const& who, volunteer asked, instant now) {
  if (!is_organizer(who)) return organizers_only();
  asked.id = s.make_id<volunteer_id>();
  asked.email = normal_address(asked.email);
  asked.status = volunteer_status::active;
  asked.revision = 1;
  choose_locale(s, asked);
  if (auto mistakes = mistakes_in(s, asked); !mistakes.empty()) return invalid(std::move(mistakes));
  if (address_is_taken(s, asked)) return address_taken();
  storage::insert(s.db(), asked);
  write_invitation(s, asked, now);
  note(s, who, "volunteer.invite", {asked.id.text}, now);
  return asked;
}

result<volunteer> read_volunteer(store& s, caller const& who, volunteer_id const& id) {
  auto found = storage::find(s.db(), id);
  if (!found || !may_see(who, *found)) return no_such_volunteer();
  return std::move(*found);
}

result<page_of<volunteer>> list_volunteers(store& s, caller const& who, page_request const& page) {
  storage::volunteer_filter seen;
  if (!is_organizer(who)) seen.status = volunteer_status::active;
  return as_page(storage::list(s.db(), seen, as_piece(page)));
}

std::vector<volunteer> every_volunteer(store& s, caller const& who) {
  std::vector<volunteer> all;
  page_request page{200, ""};
  for (bool more = true; more;) {
    auto piece = list_volunteers(s, who, page).value();
    std::move(piece.items.begin(), piece.items.end(), std::back_inserter(all));
    more = piece.next.has_value();
    page.cursor = piece.next.value_or("");
  }
  return all;
}

result<volunteer> change_volunteer(store& s, caller const& who, volunteer const& changed,
                                   std::optional<int> expected_revision, instant now) {
  auto const stored = storage::find(s.db(), changed.id);
  bool const theirs = is_organizer(who) || is_volunteer(who, changed.id);
  if (!stored || !theirs) return no_such_volunteer();
  if (expected_revision.value_or(stored->revision) != stored->revision) return changed_meanwhile();
  auto next = changed;
  next.email = normal_address(changed.email);
  choose_locale(s, next);
  next.feed_generation = stored->feed_generation;
  next.revision = stored->revision + 1;
  if (auto no = not_theirs(who, *stored, next)) return *no;
  storage::lock_volunteer(s.db(), next.id);
  if (auto no = why_not(s, *stored, next, now)) return *no;
  storage::update(s.db(), next);
  note(s, who, "volunteer.patch", {next.id.text}, now);
  return storage::find(s.db(), next.id).value();
}

}  // namespace rehearse
