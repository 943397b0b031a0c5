#include "scheduler/documents/availability_document.hpp"
#include "tests/properties/check.hpp"
#include "tests/properties/random_question.hpp"
#include "tests/properties/reference.hpp"

#include <algorithm>
#include <map>

namespace rehearse::properties {
namespace {

std::string starts(std::vector<slot> const& slots) {
  std::string text;
  for (auto const& s : slots) text += to_text(s.start) + " ";
  return text;
}

TEST(SlotProperties, RandomQuestionsAreFreeOfMistakes) {
  check(200, [] {
    auto const q = any_question();
    auto const mistakes = mistakes_in(q.published);
    RC_LOG() << q.text();
    RC_ASSERT(mistakes.empty());
  });
}

TEST(SlotProperties, ListedIsWhatTheSlowReferenceFinds) {
  int offered = 0;
  check(500, [&] {
    auto const q = any_question();
    auto const listed = free_slots(q.question(), q.from, q.to);
    auto const expected = reference_slots(q.question(), q.from, q.to);
    offered += listed.empty() ? 0 : 1;
    RC_LOG() << q.text() << "listed    " << starts(listed) << "\nreference " << starts(expected) << "\n";
    RC_ASSERT(listed == expected);
  });
  std::cout << offered << " of them offered something\n";
  EXPECT_GT(offered, 0);
}

TEST(SlotProperties, ListedIsBookableIsExplainedAsOffered) {
  check(150, [] {
    auto const q = any_question();
    auto const question = q.question();
    auto const listed = free_slots(question, q.from, q.to);
    std::vector<instant> asked;
    for (auto const& s : listed) asked.push_back(s.start);
    for (int i = 0; i < 10; ++i) asked.push_back(q.from + seconds{*rc::gen::inRange(0, 300000)});
    for (int i = 0; i < 10; ++i) asked.push_back(q.from + minutes{5 * *rc::gen::inRange(0, 900)});
    for (auto const start : asked) {
      bool const is_listed = start < q.to && std::ranges::find(listed, start, &slot::start) != listed.end();
      bool const is_free = is_free_slot(question, start);
      auto const explained = explain(question, start);
      RC_LOG() << q.text() << "at " << to_text(start) << "\n";
      RC_ASSERT(start >= q.to || is_free == is_listed);
      RC_ASSERT(explained.offered == is_free);
      RC_ASSERT(explained.rules.size() == 14u);
      RC_ASSERT(std::ranges::all_of(explained.rules, &rule_outcome::passed) == is_free);
    }
  });
}

TEST(SlotProperties, TheGridDoesNotDependOnTheAskedRange) {
  check(300, [] {
    auto const q = any_question();
    auto const all = free_slots(q.question(), q.from - 24h, q.to + 24h);
    auto const split = q.from + minutes{*rc::gen::inRange(-1440, 4320)};
    auto parts = free_slots(q.question(), q.from - 24h, split);
    auto const rest = free_slots(q.question(), std::max(split, q.from - 24h), q.to + 24h);
    if (split > q.to + 24h) std::erase_if(parts, [&](slot const& s) { return s.start >= q.to + 24h; });
    parts.insert(parts.end(), rest.begin(), rest.end());
    RC_LOG() << q.text() << "split " << to_text(split) << "\n";
    RC_ASSERT(parts == all);
  });
}

TEST(SlotProperties, TheNextFreeSlotIsTheFirstListed) {
  check(200, [] {
    auto const q = any_question();
    auto const next = next_free_slot(q.question(), q.from);
    auto const listed = free_slots(q.question(), q.from, q.now + date::days{70});
    RC_LOG() << q.text();
    RC_ASSERT(next == (listed.empty() ? std::nullopt : std::optional{listed.front()}));
  });
}

// Books until nothing is left, in random order, and looks at what has come together.
TEST(SlotProperties, AcceptedBookingsNeverOverlapNorExceedTheMaxima) {
  check(60, [] {
    auto q = any_question();
    q.occupied.clear();
    q.moving.reset();
    for (int i = 0; i < 40; ++i) {
      auto const free = free_slots(q.question(), q.from, q.to);
      if (free.empty()) break;
      auto const chosen = free[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(free.size())))];
      q.occupied.push_back(occupation_for(q.published, q.duration, chosen.start));
    }
    std::ranges::sort(q.occupied, {}, &occupation::from);
    RC_LOG() << q.text();
    for (std::size_t i = 1; i < q.occupied.size(); ++i) RC_ASSERT(q.occupied[i - 1].to <= q.occupied[i].from);
    std::map<local_date, int> a_day, a_week;
    auto const zone = time_zone::find(q.published.zone).value();
    for (auto const& o : q.occupied) {
      auto const date = zone.date_of(o.start);
      ++a_day[date];
      ++a_week[date - (date::weekday{date} - date::Monday)];
    }
    for (auto const& [date, count] : a_day) RC_ASSERT(count <= q.published.max_per_day.value_or(1000));
    for (auto const& [monday, count] : a_week) RC_ASSERT(count <= q.published.max_per_week.value_or(1000));
  });
}

TEST(SlotProperties, TheAgreedZoneIsThatOfTheDateOnItsOwnWallClock) {
  check(100, [] {
    auto const q = any_question();
    for (auto const& s : free_slots(q.question(), q.from, q.to)) {
      auto const zone = agreed_zone(q.published, q.duration, s.start);
      auto const date = zone.date_of(s.start);
      RC_LOG() << q.text() << "at " << to_text(s.start) << " in " << zone.name() << "\n";
      // The window's date is that of the clock there, or one before it where the window runs past midnight.
      RC_ASSERT(zone_on(q.published, date) == zone || zone_on(q.published, date - date::days{1}) == zone);
    }
  });
}

TEST(SlotProperties, WhatIsWrittenIsReadBackUnchanged) {
  check(200, [] {
    auto const q = any_question();
    auto const written = write_availability(q.published);
    RC_LOG() << q.text();
    RC_ASSERT(read_availability(written).value() == q.published);
    RC_ASSERT(write_availability(read_availability(written).value()) == written);
  });
}

}  // namespace
}  // namespace rehearse::properties
