// The rules a booking is made under (contract 7). A booking keeps a copy of the one it was made under. Plain values.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

// Who is told.
struct sides {
  bool candidate = false;
  bool volunteer = false;

  friend bool operator==(sides const&, sides const&) = default;
};

struct reminder_rule {
  minutes before{};
  sides to;
  bool ask_attendance = false;

  friend bool operator==(reminder_rule const&, reminder_rule const&) = default;
};

struct follow_up_rule {
  minutes after{};  // counted from the end
  sides to;
  bool ask_outcome = false;

  friend bool operator==(follow_up_rule const&, follow_up_rule const&) = default;
};

struct no_show_rule {
  int limit = 2;
  date::days within{90};
  date::days pause{30};

  friend bool operator==(no_show_rule const&, no_show_rule const&) = default;
};

struct booking_quota {
  int count = 4;
  date::days within{28};

  friend bool operator==(booking_quota const&, booking_quota const&) = default;
};

// The default values are those of `standard`, which exists from the start.
struct policy {
  std::string name = "Standard";
  bool confirm_email = false;
  minutes hold{15};
  minutes cancel_until{720};
  minutes reschedule_until{720};
  int max_reschedules = 2;
  std::vector<reminder_rule> reminders{{1440min, {true, true}, true}, {60min, {true, true}, false}};
  std::optional<minutes> release_unconfirmed = 180min;
  bool release_only_if_waiting = true;
  minutes offer_until{120};
  std::optional<no_show_rule> no_show = no_show_rule{};
  std::vector<follow_up_rule> follow_ups{{60min, {true, true}, false}, {43200min, {true, false}, true}};
  std::optional<int> max_open_bookings = 2;
  std::optional<booking_quota> max_bookings = booking_quota{};

  friend bool operator==(policy const&, policy const&) = default;
};

// A policy as the organizer keeps it.
struct named_policy {
  slug id;
  policy rules;
  int revision = 0;  // the ETag
};

// Everything wrong with it, each with its pointer as in the document ("/reminders/0/minutes_before").
std::vector<field_error> mistakes_in(policy const& rules);

}  // namespace rehearse
