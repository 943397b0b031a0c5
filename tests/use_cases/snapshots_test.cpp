// Slots that are listed from copies kept in memory are those that the tables give, after every change and however the
// time moves.
#include "tests/use_cases/busy_programme.hpp"

#include <set>

namespace rehearse::test {
namespace {

constexpr int steps = 250;

TEST(VolunteerSnapshots, ListWhatTheTablesGiveAfterEveryChange) {
  busy_programme programme;
  std::size_t listed = 0;

  for (int step = 0; step < steps; ++step) {
    programme.live_a_step();
    auto const told = programme.told(programme.its_world().database());
    ASSERT_EQ(told, programme.fresh()) << "after step " << step;
    listed += told.size();
  }

  EXPECT_GT(listed, 10'000U);
}

TEST(VolunteerSnapshots, LeadAWriteToTheVolunteerWhomTheTablesGive) {
  busy_programme programme;
  std::set<std::string> had;

  for (int step = 0; step < steps; ++step) {
    programme.live_a_step();
    if (step % 5 == 0) programme.told(programme.its_world().database());
    auto const chosen = programme.chosen();
    ASSERT_EQ(chosen, programme.freshly_chosen()) << "after step " << step;
    had.insert(chosen.begin(), chosen.end());
  }

  EXPECT_GT(had.size(), 4U);
}

// Midnight in Kolkata is at 18:30 in UTC: another date opens there, while the copies of the day stay.
TEST(VolunteerSnapshots, ShowTheNextDateOnceItIsMidnightWhereTheVolunteerLives) {
  scratch_file const file;
  world w(file.path());
  auto hours = open_hours("daily 09:00-10:00", "Asia/Kolkata");
  hours.horizon = date::days{5};
  w.volunteer("Asha").publish(hours);
  w.advance(date::floor<date::days>(w.now()) + 42h - w.now());  // tomorrow, 18:00
  auto const offered = [&] {
    pool_request const asked{"coding-60", {}, w.now(), w.now() + 24h * 14, "", 3};
    return w.read([&](store& s) { return list_pool_slots(s, asked, w.now())->slots.size(); });
  };
  auto const before = offered();

  w.advance(minutes{31});

  EXPECT_EQ(offered(), before + 1);
}

TEST(VolunteerSnapshots, AreReadAnewWhenAnInterviewTypeChangesItsLength) {
  scratch_file const file;
  world w(on_postgres() ? world::in_memory : file.path());
  auto const ada = w.volunteer("Ada").open("Mon 09:00-12:00");
  ASSERT_EQ(w.starts(ada, "2026-11-09", "2026-11-10").size(), 3U);

  w.write([&](store& s) {
    auto type = read_interview_type(s, "coding-60").value();
    type.duration = 90min;
    return change_interview_type(s, organizer(), type, {}, w.now());
  });

  EXPECT_EQ(w.starts(ada, "2026-11-09", "2026-11-10").size(), 2U);
}

}  // namespace
}  // namespace rehearse::test
