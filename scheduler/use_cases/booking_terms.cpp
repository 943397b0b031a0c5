#include "scheduler/use_cases/booking_terms.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/occupations_table.hpp"
#include "scheduler/storage/policies_table.hpp"
#include "scheduler/use_cases/expire_booking.hpp"

namespace rehearse {
namespace {

constexpr std::string_view room_place = "{room}";

// Every booking has rooms of its own: who was once in one cannot walk into the next interview.
std::string with_room(store& s, std::string url) {
  auto const at = url.find(room_place);
  if (at == std::string::npos) return url;
  return url.replace(at, room_place.size(), random_id(s.chance(), ""));
}

std::string place_of(store& s, std::string const& own, std::string const& of_programme) {
  return own.empty() ? with_room(s, of_programme) : own;
}

}  // namespace

named_policy policy_for(store& s, interview_type const& type, programme const& of) {
  if (type.policy) {
    if (auto own = storage::find_policy(s.db(), *type.policy)) return std::move(*own);
  }
  if (auto theirs = storage::find_policy(s.db(), of.default_policy)) return std::move(*theirs);
  return storage::find_policy(s.db(), "standard").value();
}

minutes duration_of(booking const& b) {
  return std::chrono::duration_cast<minutes>(b.end - b.start);
}

agreed_time agreed_time_of(booking const& b, availability const& published) {
  auto const candidates = time_zone::find(b.candidate.zone).value();
  auto const volunteers = agreed_zone(published, duration_of(b), b.start);
  return {candidates.to_wall_clock(b.start), candidates.name(), volunteers.to_wall_clock(b.start), volunteers.name(),
          tzdata_version()};
}

void give_place(store& s, booking& b, volunteer const& who, programme const& of) {
  b.meeting_url = place_of(s, who.meeting_url, of.meeting_url_template);
  give_editor(s, b, who, of);
}

void give_editor(store& s, booking& b, volunteer const& who, programme const& of) {
  bool const shares_editor = b.prepared.editor_choice != editor::own_machine && offers(who, editor::shared_editor);
  if (!shares_editor) return b.editor_url.clear();
  if (b.editor_url.empty()) b.editor_url = place_of(s, who.editor_url, of.editor_url_template);
}

bool occupy(store& s, booking const& b, availability const& published, instant now) {
  auto taken = occupation_for(published, duration_of(b), b.start);
  taken.id = s.make_id<occupation_id>();
  taken.booking = b.id;
  taken.kind = b.state == booking_state::pending ? occupation_kind::hold : occupation_kind::booking;
  taken.runs_out = b.held_until;
  expire_run_out(s, b.volunteer, now);
  return storage::insert(s.db(), b.volunteer, taken);
}

}  // namespace rehearse
