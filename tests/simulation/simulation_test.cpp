// A year of bookings in several zones, with every promise looked at after every deed. REHEARSE_SEED repeats a year,
// REHEARSE_PROPERTY_SCALE (percent) makes it emptier or fuller, REHEARSE_LONG=1 four times as full.
#include "config/log.hpp"
#include "tests/properties/check.hpp"
#include "tests/simulation/deeds.hpp"
#include "tests/simulation/invariants.hpp"

#include <cstdlib>
#include <deque>

namespace rehearse::test {
namespace {

constexpr int deeds_of_a_year = 1800;
constexpr auto length_of_the_year = 365 * 24h;

int number_of_deeds() {
  bool const is_long = std::getenv("REHEARSE_LONG") != nullptr;
  return std::max(100, deeds_of_a_year * (is_long ? 4 : 1) * properties::scale_percent() / 100);
}

std::vector<deed> all_deeds() {
  std::vector<deed> all;
  for (auto const& room : {deeds_of_candidates(), deeds_around_the_interview(), deeds_of_volunteers(),
                           deeds_of_the_organizer(), blows_of_fate()})
    all.insert(all.end(), room.begin(), room.end());
  return all;
}

deed const& draw(dice& chance, std::vector<deed> const& all) {
  int weights = 0;
  for (auto const& d : all) weights += d.weight;
  int left = chance.below(weights);
  for (auto const& d : all)
    if ((left -= d.weight) < 0) return d;
  return all.back();
}

// What happened last, for whoever looks into a failure.
class trail {
 public:
  void add(year const& y, char const* deed) {
    lines_.push_back(to_text(y.now()) + " " + deed);
    if (lines_.size() > 15) lines_.pop_front();
  }
  std::string text() const {
    std::string all;
    for (auto const& line : lines_) all += "\n  " + line;
    return all;
  }

 private:
  std::deque<std::string> lines_;
};

void print(char const* title, std::map<std::string, int> const& figures) {
  std::cout << title << '\n';
  for (auto const& [what, times] : figures) std::cout << "  " << times << "  " << what << '\n';
}

// So that the year does not pass because nothing happened in it. Of 1,800 deeds.
void expect_a_full_year(year& y, int deeds) {
  std::map<std::string, int> const least{{"book with somebody", 100},
                                         {"book with anybody", 60},
                                         {"book over a limit", 4},
                                         {"book, and be asked to confirm the address", 30},
                                         {"confirm the address", 30},
                                         {"take what was held in vain", 3},
                                         {"move", 25},
                                         {"move by the organizer", 8},
                                         {"cancel", 30},
                                         {"confirm attendance", 25},
                                         {"tell of running late", 10},
                                         {"report who came", 25},
                                         {"change the place", 25},
                                         {"change details", 12},
                                         {"change one's zone", 10},
                                         {"confirm another address", 6},
                                         {"publish other hours", 20},
                                         {"travel", 10},
                                         {"pause", 4},
                                         {"come back", 4},
                                         {"switch reminders off", 4},
                                         {"change a policy", 6},
                                         {"mail server down", 6},
                                         {"mail server refusing", 6},
                                         {"connections lost after the dot", 6},
                                         {"worker killed, leases freed at the restart", 4},
                                         {"worker killed, leases run out", 4},
                                         {"machine stood still", 8},
                                         {"machine stood still over reminders", 12},
                                         {"clock jumped forward", 8},
                                         {"clock set back", 12},
                                         {"a mail went out twice", 3}};
  // Half of it: years differ; and the emptier one is, the more.
  int const lenience = deeds < deeds_of_a_year ? 6 : 2;
  for (auto const& [deed, times] : least)
    EXPECT_GE(y.deeds[deed], times * deeds / deeds_of_a_year / lenience) << "too few: " << deed;
  for (auto const* what : {"reminders against their minute", "follow_ups against their minute", "calendars",
                           "slots with the wall clock", "listed against bookable", "plans with the table"})
    EXPECT_GE(y.comparisons[what], deeds / 6) << "too few comparisons: " << what;
}

TEST(SimulatedYear, KeepsEveryPromiseAfterEveryDeed) {
  log::open(log::level::off, log::format::text);  // what befalls the machine is meant to
  year y;
  invariants holds{y};
  y.after_delivery = [&holds] { holds.check_what_arrived(); };
  trail last;
  auto const all = all_deeds();
  auto const begin = y.now();
  int const deeds = number_of_deeds();

  for (int i = 0; i < deeds && !::testing::Test::HasFailure(); ++i) {
    // Some deeds follow so closely that no mail leaves between them.
    auto const planned = begin + length_of_the_year * i / deeds;
    if (!y.chance.one_in(3)) live_until(y, std::max<instant>(planned, y.now() + minutes{y.chance.below(90)}));
    auto const& next = draw(y.chance, all);
    last.add(y, next.name);
    SCOPED_TRACE("deed " + std::to_string(i) + " of " + std::to_string(deeds) + last.text());
    next.happens(y);
    holds.check();
    if (i % 200 == 199) holds.check_everything();
  }
  if (!::testing::Test::HasFailure()) {
    y.mails.set_mood(server_mood::fine);
    live_until(y, y.now() + 32 * 24h);
    holds.check();
    holds.check_everything();
    holds.check_nothing_is_owed();
    expect_a_full_year(y, deeds);
  }

  std::cout << deeds << " deeds from " << to_text(begin) << " to " << to_text(y.now()) << ", " << y.made.size()
            << " bookings, " << y.mails.attempts() << " attempts to send, " << y.mails.refused() << " refused\n";
  print("deeds", y.deeds);
  print("refused, as they had to be", y.refusals);
  print("comparisons", y.comparisons);
}

}  // namespace
}  // namespace rehearse::test
