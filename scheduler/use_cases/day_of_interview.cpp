// Coming, coming late, having come: of manage_booking.hpp.
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/booking_at_hand.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

namespace rehearse {
namespace {

constexpr auto latest_late = minutes{120};
// Of each side: every one is a mail to somebody else.
constexpr auto most_warnings = 5;

bool has_warned_enough(booking const& b, party by) {
  auto const is_warning = [by](history_line const& h) { return h.by == by && h.what == "running_late"; };
  return std::ranges::count_if(b.history, is_warning) >= most_warnings;
}

// A side's own report is kept; what it leaves out stays as it was reported before.
void keep_report(booking& b, party by, presence_request const& asked, instant now) {
  auto& reports = b.presence_reports;
  auto mine = std::find_if(reports.begin(), reports.end(), [by](presence_report const& r) { return r.by == by; });
  if (mine == reports.end()) mine = reports.insert(mine, {by, std::nullopt, std::nullopt, now});
  if (asked.candidate) mine->candidate = asked.candidate;
  if (asked.volunteer) mine->volunteer = asked.volunteer;
  mine->at = now;
}

}  // namespace

result<booking> confirm_attendance(store& s, caller const& who, booking_id const& id, instant now) {
  auto found = booking_for(s, who, id);
  if (!found) return found.error();
  auto& b = found->it;
  if (found->by != party::candidate) {
    return refused(errc::forbidden, "Only the candidate confirms that the candidate comes.");
  }
  if (auto may = may_confirm_attendance(b, now); !may) return may.error();
  if (b.attends == attendance::confirmed) return std::move(b);
  b.attends = attendance::confirmed;
  save(s, b, {who, found->by, "attendance_confirmed", "booking.confirm_attendance"}, now);
  return std::move(b);
}

result<booking> tell_running_late(store& s, caller const& who, booking_id const& id, minutes late, instant now) {
  auto found = booking_for(s, who, id);
  if (!found) return found.error();
  auto& b = found->it;
  bool const takes_part = found->by == party::candidate || found->by == party::volunteer;
  if (!takes_part) return refused(errc::forbidden, "Only the candidate or the volunteer tells of running late.");
  if (late < 1min || late > latest_late) return invalid("/minutes", "must be from 1 to 120");
  if (auto may = may_tell_running_late(b, now); !may) return may.error();
  if (has_warned_enough(b, found->by)) {
    return refused(errc::too_often,
                   "The other side was told five times that you are late: that is as often as it goes.");
  }
  save(s, b, {who, found->by, "running_late", "booking.running_late"}, now);
  auto const told = other_side(found->by);
  storage::drop_waiting(s.db(), {b.id, {mail_kind::running_late}, told, "another delay was told", now});
  notice what{mail_kind::running_late, told, {}, true, {}};
  what.detail = {{"by", name_of(found->by)}, {"minutes", late.count()}};
  tell(s, b, what, now);
  return std::move(b);
}

std::vector<lateness> told_lateness(store& s, booking const& b, instant now) {
  std::vector<lateness> told;
  if (state_by_now(b, now) != booking_state::confirmed || now >= b.end) return told;
  for (auto const& m : storage::mails_about(s.db(), b.id)) {
    if (m.kind != mail_kind::running_late || m.written_at < agreed_at(b)) continue;
    auto const late = boost::json::parse(m.detail).at("minutes").to_number<int>();
    std::erase_if(told, [by = other_side(m.to)](lateness const& l) { return l.by == by; });
    told.push_back({other_side(m.to), m.written_at, minutes{late}});
  }
  return told;
}

result<booking> report_presence(store& s, caller const& who, presence_request const& asked, instant now) {
  auto found = booking_for(s, who, asked.booking);
  if (!found) return found.error();
  auto& b = found->it;
  if (!asked.candidate && !asked.volunteer) {
    return invalid({{"/candidate", "must be told, or /volunteer"}, {"/volunteer", "must be told, or /candidate"}});
  }
  if (auto may = may_report_presence(b, now); !may) return may.error();
  auto const before = state_by_now(b, now);
  keep_report(b, found->by, asked, now);
  // One that silence has completed does not open again because somebody speaks late.
  auto const after = before == booking_state::completed ? before : state_by_now(b, now);
  if (b.state != after) b.history.push_back({now, party::system, std::string(name_of(after))});
  b.state = after;
  save(s, b, {who, found->by, "presence_reported", "booking.presence"}, now);
  return std::move(b);
}

}  // namespace rehearse
