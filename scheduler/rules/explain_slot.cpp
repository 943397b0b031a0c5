// Why a start is offered or not: the same decision as in slot_grid.cpp, taken apart into sentences for the explain
// call. It may take its time (blocks are expanded up to four times); nobody lists with it.
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/rules/slot_limits.hpp"

#include <algorithm>
#include <array>

namespace rehearse {

namespace {

bool lies_in(std::vector<block> const& blocks, instant start) {
  return std::ranges::any_of(blocks, [start](block const& b) { return b.from <= start && start < b.to; });
}

bool opens(availability const& changed, instant start) {
  return lies_in(open_time_between(changed, start, start).blocks, start);
}

availability without_overrides(availability published, bool all) {
  std::erase_if(published.overrides,
                [all](availability_override const& o) { return all || o.mode == override_mode::block; });
  return published;
}

availability without_travel(availability published) {
  published.travel.clear();
  return published;
}

class slot_explainer {
 public:
  slot_explainer(slot_question const& question, instant start)
      : question_(question),
        published_(question.published),
        start_(start),
        end_(start + question.duration),
        zone_(time_zone::find(published_.zone).value()),
        date_(zone_.date_of(start)),
        open_(open_time_between(published_, start, end_)),
        is_open_(lies_in(open_.blocks, start)) {}

  explanation explain() {
    explain_windows();
    explain_grid();
    explain_limits();
    explain_occupied(slot_rule::booking, occupation_kind::booking, "booking");
    explain_occupied(slot_rule::hold, occupation_kind::hold, "hold");
    explain_busy();
    explain_maxima();
    explain_volunteer();
    bool const offered = std::ranges::all_of(rules_, &rule_outcome::passed);
    return {offered, std::move(rules_)};
  }

 private:
  void say(slot_rule rule, bool passed, std::string const& if_passed, std::string const& if_not) {
    rules_.push_back({rule, passed, passed ? if_passed : if_not, std::nullopt});
  }

  std::string here(instant when) const { return to_text(when, zone_); }

  void explain_windows() {
    bool const had_window = !is_open_ && (opens(without_overrides(published_, true), start_) ||
                                          opens(without_overrides(published_, false), start_));
    bool const would_at_home = !is_open_ && !published_.travel.empty() && opens(without_travel(published_), start_);
    say(slot_rule::window, is_open_ || had_window, "The start lies in a window of the volunteer's availability.",
        "The start, " + here(start_) + ", lies in no window of the volunteer's availability.");
    say(slot_rule::override_, !had_window, "No override takes this time away.",
        "An override for certain dates takes this time away.");
    say(slot_rule::travel, !would_at_home, "No journey moves this time out of the windows.",
        "While travelling the volunteer's windows are read in " +
            agreed_zone(published_, question_.duration, start_).name() + ", where this time lies outside of them.");
  }

  void explain_grid() {
    auto const step = step_of(published_, question_.duration);
    bool const on_grid =
        std::ranges::any_of(open_.blocks, [&](block const& b) { return is_start_of(b, step, start_); });
    bool const fits =
        std::ranges::any_of(open_.whole, [&](stretch const& s) { return s.from <= start_ && end_ <= s.to; });
    say(slot_rule::step, on_grid || !is_open_, "The start lies on the grid of its block.",
        "Interviews start every " + std::to_string(step.count()) +
            " minutes from the beginning of the block; this start is not one of them.");
    say(slot_rule::fit, fits || !is_open_, "The interview fits into the open time.",
        "The interview would last until " + here(end_) + ", beyond the end of the open time.");
  }

  void explain_limits() {
    auto const earliest = question_.now + published_.min_notice;
    auto const last_date = last_offered_date(question_, zone_);
    say(slot_rule::notice, start_ >= earliest, "The start leaves the notice that the volunteer asks for.",
        "The volunteer asks for notice: the earliest possible start is " + here(earliest) + ".");
    say(slot_rule::horizon, date_ <= last_date && start_ <= last_start(question_.duration),
        "The date can be booked already.",
        "Dates after " + to_text(date_ <= last_date ? date_of_last_instant() : last_date) + " cannot be booked yet.");
  }

  local_date date_of_last_instant() const { return zone_.date_of(last_instant); }

  void explain_occupied(slot_rule rule, occupation_kind kind, std::string const& name) {
    auto const wanted = occupation_for(published_, question_.duration, start_);
    auto const in_the_way = std::ranges::find_if(question_.occupied, [&](occupation const& o) {
      return o.kind == kind && o.from < wanted.to && wanted.from < o.to && o.from < o.to && counts(question_, o);
    });
    bool const passed = in_the_way == question_.occupied.end();
    say(rule, passed, "No " + name + " is in the way.",
        "Another " + name + " takes this time, the volunteer's buffers included.");
    if (!passed && !in_the_way->booking.text.empty()) rules_.back().booking = in_the_way->booking;
  }

  void explain_busy() {
    auto const wanted = occupation_for(published_, question_.duration, start_);
    bool const busy = std::ranges::any_of(
        question_.busy, [&](busy_time const& b) { return b.from < wanted.to && wanted.from < b.to && b.from < b.to; });
    say(slot_rule::busy_calendar, !busy, "The volunteer's own calendars are free.",
        "The volunteer's own calendar is busy at this time, the buffers included.");
  }

  void explain_maxima() {
    booked_dates const booked(question_, zone_, start_, start_);
    say(slot_rule::max_per_day, booked.has_day_for(date_), "The day has not reached its maximum of interviews.",
        "The " + to_text(date_) + " already has as many interviews as the volunteer gives in a day.");
    say(slot_rule::max_per_week, booked.has_week_for(date_), "The week has not reached its maximum of interviews.",
        "The week from " + to_text(week_of(date_)) +
            " already has as many interviews as the volunteer gives in a week.");
  }

  void explain_volunteer() {
    say(slot_rule::paused, question_.active, "The volunteer takes bookings.",
        "The volunteer takes no bookings at the moment.");
    say(slot_rule::type, question_.gives_type, "The volunteer gives interviews of this type.",
        "The volunteer does not give interviews of this type.");
  }

  slot_question const& question_;
  availability const& published_;
  instant start_, end_;
  time_zone zone_;
  local_date date_;  // of the start, in the volunteer's `zone`
  open_time open_;
  bool is_open_;
  std::vector<rule_outcome> rules_;
};

}  // namespace

std::string_view name_of(slot_rule rule) {
  constexpr std::array<std::string_view, 14> names{"window",      "override",     "travel",  "step", "fit",
                                                   "notice",      "horizon",      "booking", "hold", "busy_calendar",
                                                   "max_per_day", "max_per_week", "paused",  "type"};
  return names.at(static_cast<std::size_t>(rule));
}

explanation explain(slot_question const& question, instant start) {
  return slot_explainer(question, start).explain();
}

}  // namespace rehearse
