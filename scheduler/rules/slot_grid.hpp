// Which slots exist: the one function behind listing, pages, booking, moving, offering and explaining (contract 5).
// Storage hands in what is occupied; nothing here reads a clock or a database. Pure; any thread.
#pragma once

#include "scheduler/rules/availability.hpp"
#include "scheduler/rules/ids.hpp"
#include "scheduler/rules/open_time.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rehearse {

// The time of one volunteer that a booking or hold takes, buffers included, as they were when it was made.
enum class occupation_kind { booking, hold };
struct occupation {
  occupation_id id;
  occupation_kind kind = occupation_kind::booking;
  booking_id booking;               // the booking it belongs to, also of a `pending` one (which is a hold)
  instant from;                     // start − buffer before
  instant to;                       // end + buffer after
  instant start;                    // of the interview itself: maxima count by its date
  std::optional<instant> runs_out;  // of a hold; it does not count from this instant on
};

// A busy time of the volunteer's own calendar, [from, to).
struct busy_time {
  instant from;
  instant to;
};

// All that decides on one volunteer's slots of one interview type.
struct slot_question {
  availability const& published;
  minutes duration;                      // of the interview type
  std::span<occupation const> occupied;  // any order; may hold more than is asked about
  std::span<busy_time const> busy;
  instant now;
  std::optional<booking_id> moving;  // this booking does not count against itself
  bool active = true;                // the volunteer's status is `active`
  bool gives_type = true;
  open_time const* expanded = nullptr;  // `published` as real time, where somebody keeps it; serves what it is for
};

struct slot {
  instant start;
  instant end;

  friend bool operator==(slot const&, slot const&) = default;
};

// The free slots with from <= start < to, ascending. Does not depend on the range but for its ends.
std::vector<slot> free_slots(slot_question const& question, instant from, instant to);

// What free_slots would give if they asked for no notice, and the instant until which time alone changes none of it:
// midnight in their zone, where the horizon moves on, or a hold running out. For who keeps the answer.
struct lasting_slots {
  std::vector<slot> slots;
  instant until;
};
lasting_slots free_slots_but_for_notice(slot_question const& question, instant from, instant to);

// Is exactly this start a free slot? The same answer as finding it in free_slots.
bool is_free_slot(slot_question const& question, instant start);

// What an occupation made now for that start would take.
occupation occupation_for(availability const& published, minutes duration, instant start);

enum class slot_rule {
  window,
  override_,
  travel,
  step,
  fit,
  notice,
  horizon,
  booking,
  hold,
  busy_calendar,
  max_per_day,
  max_per_week,
  paused,
  type
};
// "window", "override", … as the contract spells them.
std::string_view name_of(slot_rule rule);

struct rule_outcome {
  slot_rule rule;
  bool passed;
  std::string detail;                 // one plain English sentence; names no person
  std::optional<booking_id> booking;  // the one in the way, of slot_rule::booking and hold
};

struct explanation {
  bool offered;                     // the same answer as is_free_slot
  std::vector<rule_outcome> rules;  // every slot_rule once, in the order of the enumeration; offered == all passed
};

explanation explain(slot_question const& question, instant start);

// The zone and the wall clock of the volunteer for a slot: that of the window in which it was read (the block it lies
// in), else (an organizer's odd start) the one of its date.
time_zone agreed_zone(availability const& published, minutes duration, instant start);

// The first free slot at or after `from`, looking until the horizon.
std::optional<slot> next_free_slot(slot_question const& question, instant from);

}  // namespace rehearse
