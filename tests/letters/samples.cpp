#include "tests/letters/samples.hpp"

namespace rehearse {

namespace {

using namespace date::literals;

constexpr auto tuesday = date::local_days{2026_y / 11 / 24};

time_span hour_from(wall_clock start, seconds offset, std::string const& zone) {
  return {{start, offset, zone}, {start + 1h, offset, zone}};
}

time_span in_kolkata(wall_clock start) {
  return hour_from(start, 5h + 30min, "Asia/Kolkata");
}
time_span in_new_york(wall_clock start) {
  return hour_from(start, -5h, "America/New_York");
}

policy_facts sample_policy() {
  policy_facts policy;
  policy.start = in_kolkata(tuesday + 19h).start;
  policy.cancel_until = policy.move_until = in_kolkata(tuesday + 7h).start;
  policy.cancel_before = policy.move_before = 720min;
  policy.moves_left = 2;
  policy.reminders = {1440min, 60min};
  policy.asks_attendance = true;
  return policy;
}

programme_facts sample_programme() {
  return {"First Try",
          {"First Try", "interviews@first-try.example"},
          "help@first-try.example",
          "en",
          "https://first-try.example"};
}

}  // namespace

booking_facts sample_booking() {
  booking_facts b;
  b.uid = "bk_9m2c4x@first-try.example";
  b.interview = "Coding interview";
  b.duration = 60min;
  b.start = date::sys_days{2026_y / 11 / 24} + 13h + 30min;
  b.end = b.start + 1h;
  b.made_at = b.changed_at = b.start - 100h;
  b.candidate = {"Adaeze Okonkwo", "adaeze@example.org", "en", in_kolkata(tuesday + 19h)};
  b.volunteer = {"Grace Hopper", "grace@example.com", "en", in_new_york(tuesday + 8h + 30min)};
  b.meeting_url = "https://meet.example/room/fjord-lantern-42";
  b.editor = letter_editor::own_machine;
  b.programming_language = "Go";
  b.goal = "I freeze when somebody watches me type.\nGraphs & trees, please.";
  b.format = {"low_bandwidth", "captions"};
  b.accessibility_note = true;
  b.criteria = {"Understands the problem before coding", "Thinks aloud", "Tests the solution"};
  b.policy = sample_policy();
  b.manage_url = "https://first-try.example/b/q8dTn3vV0yR1kPz6";
  b.interview_url = "https://first-try.example/volunteer/interviews/bk_9m2c4x";
  b.organizer_url = "https://first-try.example/organizer/bookings/bk_9m2c4x";
  b.book_url = "https://first-try.example/book/coding-60";
  b.programme = sample_programme();
  return b;
}

move_facts sample_move(letter_side by) {
  return {by, in_kolkata(tuesday - 22h), in_new_york(tuesday - 22h - 10h - 30min)};
}

recipient_facts sample_recipient() {
  return {{"Grace Hopper", "grace@example.com"}, "en", sample_programme()};
}

letter_stamp sample_stamp() {
  return {"<mail_1@first-try.example>", date::sys_days{2026_y / 11 / 23} + 13h + 29min};
}

std::vector<std::pair<std::string, message>> every_letter(booking_facts const& b) {
  using enum letter_side;
  auto const all = letters{};
  auto const stamp = sample_stamp();
  auto const r = recipient_facts{{b.candidate.name, b.candidate.address}, b.candidate.locale, b.programme};
  auto const link = link_facts{"https://first-try.example/confirm/Zk3", 15min};
  auto const limit = limit_facts{letter_limit::open_bookings, 2, 0, {}, "https://first-try.example/find"};
  std::vector<std::pair<std::string, message>> written;
  auto const add = [&written](std::string name, message mail) {
    written.emplace_back(std::move(name), std::move(mail));
  };

  for (auto const& [to, side] : {std::pair{candidate, "candidate"}, std::pair{volunteer, "volunteer"}}) {
    auto const other = to == candidate ? volunteer : candidate;
    auto const named = [side = std::string{side}](std::string const& kind) { return kind + "_to_" + side; };
    add(named("booking_confirmation"), all.booking_confirmation(to, b, stamp));
    add(named("reminder_asking"), all.reminder(to, b, true, stamp));
    add(named("reminder"), all.reminder(to, b, false, {stamp.message_id, b.start - 62min}));
    add(named("rescheduled"), all.rescheduled(to, b, sample_move(candidate), stamp));
    add(named("rescheduled_by_organizer"), all.rescheduled(to, b, sample_move(organizer), stamp));
    add(named("place_changed"), all.place_changed(to, b, stamp));
    add(named("cancelled_by_other"),
        all.cancellation(to, b, {other, true, "Something came up at work.\nSorry!"}, stamp));
    add(named("cancelled_by_self"), all.cancellation(to, b, {to, true, ""}, stamp));
    add(named("cancelled_by_organizer"), all.cancellation(to, b, {organizer, false, ""}, stamp));
    add(named("running_late"), all.running_late(to, b, 10min, stamp));
    add(named("follow_up"), all.follow_up(to, b, false, stamp));
    add(named("undeliverable"), all.undeliverable(to, other, b, stamp));
  }
  add("follow_up_outcome", all.follow_up(candidate, b, true, stamp));
  add("undeliverable_to_organizer", all.undeliverable(organizer, candidate, b, stamp));
  add("address_confirmation",
      all.address_confirmation(b, {"https://first-try.example/confirm/Zk3", in_kolkata(tuesday + 7h).start}, stamp));
  add("new_address_confirmation", all.new_address_confirmation(b, "new@example.org", link, stamp));
  add("sign_in_link", all.sign_in_link(r, link, stamp));
  add("volunteer_invitation", all.volunteer_invitation(r, "https://first-try.example/sign-in", stamp));
  add("found_links",
      all.found_links(r, {{b.interview, b.candidate.when, b.manage_url}, {b.interview, b.candidate.when, b.manage_url}},
                      stamp));
  add("limit_explained", all.limit_explained(r, limit, stamp));
  return written;
}

}  // namespace rehearse
