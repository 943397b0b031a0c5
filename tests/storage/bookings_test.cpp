// What can be asked of the bookings.
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "tests/storage/samples.hpp"

#include <algorithm>
#include <set>

namespace rehearse::storage::test {
namespace {

class Bookings : public table {
 protected:
  booking add(instant start, booking_state state = booking_state::confirmed) {
    auto b = add_booking(ada_, start);
    b.state = state;
    b.held_until.reset();
    b.reference = "";
    update(*db_, b);
    return b;
  }
  std::vector<booking_id> in_pieces(booking_filter const& filter, int limit) {
    std::vector<booking_id> ids;
    page piece{limit, {}};
    while (true) {
      auto const made = list(*db_, filter, piece).value();
      EXPECT_LE(made.items.size(), static_cast<std::size_t>(limit));
      for (auto const& b : made.items) ids.push_back(b.id);
      if (!made.next) return ids;
      piece.cursor = *made.next;
    }
  }

  volunteer ada_ = add_volunteer();
};

std::vector<booking_id> ids_of(std::vector<booking> const& bookings) {
  std::vector<booking_id> ids;
  for (auto const& b : bookings) ids.push_back(b.id);
  return ids;
}

TEST_F(Bookings, AreListedInPiecesByStartWhateverTheLimit) {
  std::vector<booking> all;
  for (int i = 0; i < 17; ++i) all.push_back(add(noon + hours(d_.number(5))));  // several at one instant
  std::sort(all.begin(), all.end(),
            [](auto const& a, auto const& b) { return std::tie(a.start, a.id) < std::tie(b.start, b.id); });
  auto const expected = ids_of(all);

  for (int limit : {1, 2, 5, 17, 200}) EXPECT_EQ(in_pieces({}, limit), expected) << limit;

  booking_filter backwards;
  backwards.latest_first = true;
  EXPECT_EQ(in_pieces(backwards, 3), std::vector<booking_id>(expected.rbegin(), expected.rend()));
}

TEST_F(Bookings, EveryCombinationOfFiltersAnswersWhatPasses) {
  auto const bob = add_volunteer();
  std::vector<booking> all;
  for (int i = 0; i < 40; ++i) {
    auto b = add_booking(d_.flag() ? ada_ : bob, noon + hours(d_.number(10)));
    b.state = d_.one_of({booking_state::confirmed, booking_state::cancelled});
    b.reference = d_.one_of<std::string>({"", "r1"});
    update(*db_, b);
    all.push_back(b);
  }
  for (int mask = 0; mask < 64; ++mask) {
    booking_filter f;
    if (mask & 1) f.volunteer = bob.id;
    if (mask & 2) f.state = booking_state::cancelled;
    if (mask & 4) f.reference = "r1";
    if (mask & 8) f.from = noon + 3h;
    if (mask & 16) f.to = noon + 7h;
    f.latest_first = (mask & 32) != 0;
    std::set<booking_id> expected;
    for (auto const& b : all)
      if ((!f.volunteer || b.volunteer == *f.volunteer) && (!f.state || b.state == *f.state) &&
          (f.reference.empty() || b.reference == f.reference) && (!f.from || b.start >= *f.from) &&
          (!f.to || b.start < *f.to))
        expected.insert(b.id);

    auto const found = in_pieces(f, 7);

    EXPECT_EQ(std::set<booking_id>(found.begin(), found.end()), expected) << mask;
    EXPECT_EQ(found.size(), expected.size()) << mask;
  }
}

TEST_F(Bookings, ACursorThatIsNoneIsABadQuery) {
  for (auto const* text : {"x", "12", "12-'; drop table bookings", "999999999999999999999-bk_a"})
    EXPECT_EQ(list(*db_, booking_filter{}, {50, text}).error().code, errc::bad_query) << text;
}

TEST_F(Bookings, OpenOnesOfAnAddressAreThoseThatStillTakeTime) {
  auto const coming = add(noon + 2h);
  auto const running = add(noon - 30min);
  add(noon - 1h);
  add(noon + 4h, booking_state::cancelled);
  auto held = add(noon + 5h, booking_state::pending);
  held.held_until = noon + 1s;
  update(*db_, held);

  EXPECT_EQ(ids_of(open_bookings_of(*db_, "adaeze@example.org", noon)), (std::vector{running.id, coming.id, held.id}));
  EXPECT_EQ(open_bookings_of(*db_, "adaeze@example.org", noon + 1s).size(), 2u);
  EXPECT_EQ(open_bookings_of(*db_, "chidi@example.org", noon).size(), 0u);
}

TEST_F(Bookings, ThoseThatCountAgainstLimitsLeaveOutCancelledExpiredAndRunOut) {
  auto const counted = add(noon + 2h, booking_state::completed);
  add(noon + 3h, booking_state::cancelled);
  add(noon + 4h, booking_state::expired);
  auto held = add(noon + 5h, booking_state::pending);
  held.held_until = noon;
  update(*db_, held);

  auto const found = candidate_bookings(*db_, "adaeze@example.org", noon, noon);

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].start, counted.start);
  EXPECT_EQ(found[0].made_at, counted.made_at);
  EXPECT_EQ(candidate_bookings(*db_, "adaeze@example.org", noon + 3h, noon).size(), 0u);
}

TEST_F(Bookings, ContendersAreCountedFourWeeksBothWays) {
  auto const idle = add_volunteer();
  add(noon - 28 * 24h);
  add(noon - 28 * 24h - 1s);
  auto const last = add(noon - 1h);
  add(noon + 28 * 24h - 1s);
  add(noon + 28 * 24h);
  add(noon - 1s, booking_state::cancelled);

  std::array const asked{idle.id, ada_.id};
  auto const found = contenders(*db_, asked, noon);

  EXPECT_EQ(found.at(0).interviews_around, 0);
  EXPECT_EQ(found.at(0).last_interview, std::nullopt);
  EXPECT_EQ(found.at(1).interviews_around, 3);
  EXPECT_EQ(found.at(1).last_interview, last.start);
}

TEST_F(Bookings, WorkForTheClockIsFoundInOrder) {
  auto late = add(noon + 9h, booking_state::pending);
  auto early = add(noon + 9h, booking_state::pending);
  late.held_until = noon;
  early.held_until = noon - 1s;
  update(*db_, late);
  update(*db_, early);
  auto const ended = add(noon - 2h);
  auto const ended_before = add(noon - 26h);
  add(noon - 2h, booking_state::completed);
  for (auto const& b : {ended, ended_before})  // somebody who reported something is not settled by silence
    run(*db_, "delete from presence_reports where booking_id = $1", b.id);

  EXPECT_EQ(ids_of(pending_to_expire(*db_, noon, 9)), (std::vector{early.id, late.id}));
  EXPECT_EQ(ids_of(pending_to_expire(*db_, noon - 1s, 9)), std::vector{early.id});
  EXPECT_EQ(ids_of(bookings_to_settle(*db_, noon - 1h, 9)), (std::vector{ended_before.id, ended.id}));
  EXPECT_EQ(ids_of(bookings_to_settle(*db_, noon - 1h, 1)), std::vector{ended_before.id});
  EXPECT_EQ(ids_of(bookings_to_settle(*db_, noon - 1h - 1s, 9)), std::vector{ended_before.id});
}

TEST_F(Bookings, OfAVolunteerFromAnInstantOnIncludeTheOneThatRuns) {
  auto const running = add(noon - 59min);
  auto const coming = add(noon + 1h);
  add(noon - 60min);
  add(noon + 2h, booking_state::cancelled);

  EXPECT_EQ(ids_of(bookings_from(*db_, ada_.id, noon)), (std::vector{running.id, coming.id}));
}

TEST_F(Bookings, HistoryIsOnlyEverAddedTo) {
  auto b = add(noon);
  b.history.resize(1);
  b.history[0].what = "rewritten";

  update(*db_, b);

  auto const found = find(*db_, b.id).value();
  EXPECT_EQ(found.history.size(), 2u);
  EXPECT_EQ(found.history[0].what, "booked");
}

}  // namespace
}  // namespace rehearse::storage::test
