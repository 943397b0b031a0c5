// Correcting a booking's data and its place: of manage_booking.hpp.
#include "scheduler/rules/address.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/programme_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/booking_form.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/booking_terms.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/refusals.hpp"

namespace rehearse {
namespace {

// Each wish mails a stranger perhaps: by it one booking could reach any number of them.
constexpr int most_addresses = 5;

// The first member that is not this side's to change; empty: all are theirs.
std::string_view member_not_theirs(booking_changes const& changes, party by) {
  if (by == party::candidate && changes.meeting_url) return "/meeting_url";
  if (by == party::candidate && changes.editor_url) return "/editor_url";
  if (by != party::volunteer) return {};
  if (changes.name) return "/candidate/name";
  if (changes.email) return "/candidate/email";
  if (changes.zone) return "/candidate/zone";
  if (changes.locale) return "/candidate/locale";
  if (changes.prepared) return "/preparation";
  if (changes.agreed_to) return "/consents";
  return {};
}

// Only what changes is looked at: the form and the volunteer may be others by now than when the rest was filled in.
void look_at_preparation(store& s, booking const& b, preparation const& next, field_errors& found) {
  auto const type = storage::find_interview_type(s.db(), b.interview_type);
  auto const who = storage::find(s.db(), b.volunteer);
  if (type && next.answers != b.prepared.answers) look_at_answers(next.answers, *type, found);
  if (who && next.editor_choice != b.prepared.editor_choice) look_at_editor(next.editor_choice, *who, found);
  if (who && next.programming_language != b.prepared.programming_language) {
    look_at_language(next.programming_language, *who, found);
  }
}

bool differs(preparation const& a, preparation const& b) {
  return a.goal != b.goal || a.programming_language != b.programming_language || a.editor_choice != b.editor_choice ||
         a.format != b.format || a.accessibility != b.accessibility || a.answers != b.answers;
}

template <class T>
bool take(T& here, std::optional<T> const& there) {
  if (!there || here == *there) return false;
  here = *there;
  return true;
}

// True where something changed.
bool take_details(store& s, booking& b, booking_changes const& changes) {
  bool changed = take(b.candidate.name, changes.name);
  changed |= take(b.candidate.locale, changes.locale);
  if (take(b.candidate.zone, changes.zone)) {
    auto const zone = time_zone::find(b.candidate.zone).value();
    b.agreed.candidate = zone.to_wall_clock(b.start);
    b.agreed.candidate_zone = zone.name();
    changed = true;
  }
  if (changes.agreed_to && changes.agreed_to->job_leads != b.agreed_to.job_leads) {
    b.agreed_to = *changes.agreed_to;
    changed = true;
  }
  if (changes.prepared && differs(*changes.prepared, b.prepared)) {
    bool const other_editor = changes.prepared->editor_choice != b.prepared.editor_choice;
    b.prepared = *changes.prepared;
    if (auto const who = storage::find(s.db(), b.volunteer); who && other_editor)
      give_editor(s, b, *who, storage::find_programme(s.db()));
    changed = true;
  }
  return changed;
}

// True where one has to go elsewhere than `before`: by a link that was sent, or by another choice of editor.
bool take_place(booking& b, booking_changes const& changes, booking const& before) {
  take(b.meeting_url, changes.meeting_url);
  take(b.editor_url, changes.editor_url);
  bool const changed = b.meeting_url != before.meeting_url || b.editor_url != before.editor_url;
  if (changed) ++b.sequence;
  return changed;
}

// The wish for another address, or its end where it is the one of now.
bool take_address(booking& b, std::optional<std::string> const& sent) {
  if (!sent) return false;
  auto const address = normal_address(*sent);
  bool const stays = address == b.candidate.email;
  if (stays && !b.new_email) return false;
  b.new_email = stays ? std::nullopt : std::optional(address);
  ++b.confirm_generation;  // a fresh link, and the one before is void
  return true;
}

void ask_new_address(store& s, booking const& b, instant now) {
  drop_mails(s, b, {mail_kind::new_address_confirmation}, "another address was asked for", now);
  if (b.new_email) {
    tell(s, b, {mail_kind::new_address_confirmation, party::candidate, {}, true, *b.new_email}, now);
  }
}

void tell_of_place(store& s, booking const& b, party by, instant now) {
  storage::carry_on(s.db(), b.id, b.sequence);
  if (b.state != booking_state::confirmed) return;
  drop_mails(s, b, {mail_kind::place_changed}, "the place changed again", now);
  // To whoever changed it, too: the entry in that calendar is as stale as the other one.
  tell_both(s, b, {mail_kind::place_changed, party::candidate, {{"by", name_of(by)}}, is_soon(b.start, now), {}}, now);
}

result<void> may_make(booking const& b, booking_changes const& changes, instant now) {
  if (auto may = may_change(b, now); !may) return may.error();
  if (changes.email && b.state == booking_state::pending) {
    return refused(errc::wrong_state, "The first address is not confirmed yet: book again with the right one.");
  }
  bool const wishes = changes.email && normal_address(*changes.email) != b.candidate.email;
  if (wishes && b.confirm_generation >= most_addresses) {
    return refused(errc::too_often,
                   "The address of this booking was changed as often as it may be. Cancel it and book again with the "
                   "right one.");
  }
  return changes.meeting_url || changes.editor_url ? may_change_place(b, now) : result<void>{};
}

struct made_changes {
  bool details, address, place;
};

void write_changes(store& s, booking& b, change made, made_changes const& what, instant now) {
  made.what = what.place ? "place_changed" : what.address && !what.details ? "email_change_asked" : "details_changed";
  save(s, b, made, now);
  if (what.address) ask_new_address(s, b, now);
  if (what.place) tell_of_place(s, b, made.by, now);
}

}  // namespace

std::vector<field_error> further_mistakes(store& s, booking const& b, booking_changes const& changes) {
  field_errors found;
  if (changes.name && changes.name->empty()) found.push_back({"/candidate/name", "must not be empty"});
  if (changes.email) look_at_address(normal_address(*changes.email), found);
  if (changes.zone) look_at_zone(*changes.zone, found);
  if (changes.prepared) look_at_preparation(s, b, *changes.prepared, found);
  if (changes.meeting_url) look_at_link("/meeting_url", *changes.meeting_url, found);
  if (changes.editor_url) look_at_link("/editor_url", *changes.editor_url, found);
  return found;
}

result<booking> change_booking(store& s, caller const& who, booking_id const& id, booking_changes const& changes,
                               std::optional<int> expected_revision, instant now) {
  auto found = booking_for(s, who, id);
  if (!found) return found.error();
  auto& b = found->it;
  if (auto const member = member_not_theirs(changes, found->by); !member.empty()) {
    return refused(errc::forbidden, std::string(member) + " is not yours to change.");
  }
  if (expected_revision.value_or(b.revision) != b.revision) return changed_meanwhile();
  if (auto may = may_make(b, changes, now); !may) return may.error();
  if (auto mistakes = further_mistakes(s, b, changes); !mistakes.empty()) return invalid(std::move(mistakes));

  auto const before = b;
  made_changes const what{take_details(s, b, changes), take_address(b, changes.email), take_place(b, changes, before)};
  if (what.details || what.address || what.place) {
    write_changes(s, b, {who, found->by, {}, "booking.change"}, what, now);
  }
  return std::move(b);
}

}  // namespace rehearse
