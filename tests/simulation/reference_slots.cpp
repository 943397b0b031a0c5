#include "tests/simulation/reference_slots.hpp"

#include "scheduler/storage/row.hpp"
#include "tests/properties/reference.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

// Those near enough to matter to the maximum of a week.
std::vector<occupation> taken_of(year& y, volunteer_id const& who, instant from, instant to) {
  return y.w.read([&](store& s) {
    auto& rows = storage::query(s.db(),
                                "select kind, booking_id, occupied_from, occupied_to, start_at, runs_out_at "
                                "from occupations where volunteer_id = $1 and start_at > $2 and start_at < $3",
                                who, from - 10 * 24h, to + 10 * 24h);
    return storage::all_rows(rows, [](storage::row r) {
      occupation o;
      o.kind = r.text() == "hold" ? occupation_kind::hold : occupation_kind::booking;
      o.booking = {r.text()};
      o.from = r.time();
      o.to = r.time();
      o.start = r.time();
      o.runs_out = r.maybe_time();
      return o;
    });
  });
}

instant whole_minute(instant t) {
  return date::ceil<minutes>(t);
}

}  // namespace

std::vector<slot> expected_slots(year& y, giver const& g, interview_type const& type, instant from, instant to,
                                 std::string const& moving) {
  auto const taken = taken_of(y, g.who.id, from, to);
  slot_question const question{.published = g.hours,
                               .duration = type.duration,
                               .occupied = taken,
                               .busy = {},
                               .now = y.now(),
                               .moving = moving.empty() ? std::nullopt : std::optional(booking_id{moving}),
                               .active = g.active,
                               .gives_type = true};
  return properties::reference_slots(question, whole_minute(from), whole_minute(to));
}

void expect_starts_to_move_to(year& y, booking_row const& b, std::vector<slot> const& listed, instant from,
                              instant to) {
  auto const type = std::ranges::find(y.types, b.type, &interview_type::id);
  auto expected = expected_slots(y, y.giver_of(b.volunteer), *type, from, to, b.id);
  std::erase_if(expected, [&](slot const& s) { return s.start == b.start; });
  y.compared("starts to move to", static_cast<int>(expected.size()));
  EXPECT_EQ(listed.size(), expected.size());
  EXPECT_TRUE(listed == expected) << "what is offered to move to is not what the volunteer's wall clock says";
}

}  // namespace rehearse::test
