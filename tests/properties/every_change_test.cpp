// Every zone of the database over every offset change of the coming ten years, against the slow reference.
#include "tests/properties/check.hpp"
#include "tests/properties/random_question.hpp"
#include "tests/properties/reference.hpp"

#include <random>

namespace rehearse::properties {
namespace {

class windows_around {
 public:
  windows_around(time_zone const& zone, instant change, std::mt19937_64& random)
      : random_(random), clock_(zone.to_wall_clock(change - 1s) + 1s), date_(date::floor<date::days>(clock_)) {}

  // Windows that begin and end around the change, and others that do not mind it; some leave for India that day.
  availability make(std::string zone) {
    availability a;
    a.zone = std::move(zone);
    a.min_notice = 0min;
    for (int i = 0; i < 3; ++i) a.weekly.push_back({{true, true, true, true, true, true, true}, near(), {}, {}});
    a.overrides = {{date_, std::nullopt, override_mode::block, {near()}},
                   {date_ + date::days{1}, std::nullopt, override_mode::add, {near()}}};
    if (number(1, 4) == 1) a.travel = {{date_ + date::days{number(-1, 1)}, date_ + date::days{2}, "Asia/Kolkata"}};
    a.step = minutes{5 * number(1, 12)};
    return a;
  }

 private:
  int number(int least, int most) { return std::uniform_int_distribution(least, most)(random_); }
  window near() {
    auto const at_change = std::chrono::duration_cast<minutes>(clock_ - date_);
    auto const from = (at_change + minutes{15 * number(-12, 8)} + 24h) % minutes{24h};
    return {from, from + minutes{15 * number(1, 20)}};
  }

  std::mt19937_64& random_;
  wall_clock clock_;
  local_date date_;
};

std::uint64_t seed() {
  return rc::detail::configuration().testParams.seed;
}

TEST(EveryOffsetChange, OffersWhatTheVolunteersOwnWallClockAllows) {
  std::mt19937_64 random(seed());
  int const stride = std::max(1, 100 / scale_percent());
  int changes = 0, checked = 0, slots = 0;
  for (auto const& entry : all_zones()) {
    auto const zone = time_zone::find(entry.name).value();
    for (auto const change : offset_changes(zone)) {
      if (changes++ % stride != 0) continue;
      auto const a = windows_around(zone, change, random).make(entry.name);
      slot_question const q{a, 30min, {}, {}, change - 100h, std::nullopt, true, true};
      auto const listed = free_slots(q, change - 20h, change + 20h);
      ASSERT_EQ(listed, reference_slots(q, change - 20h, change + 20h)) << entry.name << " at " << to_text(change);
      slots += static_cast<int>(listed.size());
      ++checked;
    }
  }
  std::cout << checked << " of " << changes << " changes, " << slots << " slots, seed=" << seed() << '\n';
  EXPECT_GT(changes, 1000);
  EXPECT_GT(slots, checked);
}

// The same said without any reference: where the clock is not put back, a slot's wall-clock time lies in its window.
TEST(EveryOffsetChange, OffersNothingOutsideAWindowOnTheWallClock) {
  int const stride = std::max(1, 100 / scale_percent());
  int changes = 0;
  for (auto const& entry : all_zones()) {
    auto const zone = time_zone::find(entry.name).value();
    availability a;
    a.zone = entry.name;
    a.min_notice = 0min;
    a.weekly = {{{true, true, true, true, true, true, true}, {22h + 30min, 27h + 30min}, {}, {}}};
    a.step = 5min;
    for (auto const change : offset_changes(zone)) {
      bool const put_back = zone.to_wall_clock(change) < zone.to_wall_clock(change - 1s);
      if (put_back || changes++ % stride != 0) continue;
      slot_question const q{a, 10min, {}, {}, change - 100h, std::nullopt, true, true};
      for (auto const& s : free_slots(q, change - 30h, change + 30h)) {
        auto const local = zone.to_wall_clock(s.start);
        auto const time_of_day = local - date::floor<date::days>(local);
        ASSERT_TRUE(time_of_day >= 22h + 30min || time_of_day < 3h + 30min) << entry.name << " " << to_text(s.start);
      }
    }
  }
  EXPECT_GT(changes, 500);
}

}  // namespace
}  // namespace rehearse::properties
