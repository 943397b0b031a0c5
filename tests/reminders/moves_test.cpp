// What a mail of a move says of the time before: what its reader was last told, whatever happened in between.
#include "tests/reminders/correspondence.hpp"

namespace rehearse::test {
namespace {

struct Moves : Correspondence {
  // The one mail of that kind to the volunteer, in Paris, that arrived.
  std::string read_by_ada(mail_kind kind) {
    auto const all = arrived(kind, party::volunteer);
    EXPECT_EQ(all.size(), 1u) << name_of(kind);
    return all.empty() ? "" : all.front().letter.text;
  }
  static bool says(std::string const& text, std::string_view what) { return text.find(what) != std::string::npos; }
};

TEST_F(Moves, TwiceBeforeAnyMailLeftNameTheTimeThatWasToldBefore) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  move(b, "2026-11-10T08:00:00Z");
  move(b, "2026-11-11T08:00:00Z");
  deliver();

  auto const text = read_by_ada(mail_kind::rescheduled);
  EXPECT_TRUE(says(text, "9 November")) << text;
  EXPECT_FALSE(says(text, "10 November")) << "nobody ever heard of it";
  EXPECT_TRUE(says(text, "11 November"));
}

TEST_F(Moves, NameTheTimeOfTheMoveBeforeWhereThatWasTold) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  move(b, "2026-11-10T08:00:00Z");
  deliver();
  office.forget();
  move(b, "2026-11-11T08:00:00Z");
  deliver();

  auto const text = read_by_ada(mail_kind::rescheduled);
  EXPECT_FALSE(says(text, "9 November"));
  EXPECT_TRUE(says(text, "10 November")) << text;
}

TEST_F(Moves, OfWhatWasNeverToldReadLikeABooking) {
  auto const b = book("2026-11-09T08:00:00Z");
  move(b, "2026-11-11T08:00:00Z");
  deliver();

  auto const text = read_by_ada(mail_kind::rescheduled);
  EXPECT_TRUE(says(text, "11 November")) << text;
  EXPECT_FALSE(says(text, "9 November"));
  EXPECT_FALSE(says(text, "No longer"));
}

TEST_F(Moves, ThereAndBackAgainSayThatItIsWhereItWas) {
  auto const b = book("2026-11-09T08:00:00Z");
  deliver();
  move(b, "2026-11-10T08:00:00Z");
  move(b, "2026-11-09T08:00:00Z");
  deliver();

  auto const text = read_by_ada(mail_kind::rescheduled);
  EXPECT_TRUE(says(text, "9 November")) << text;
  EXPECT_FALSE(says(text, "10 November"));
  EXPECT_FALSE(says(text, "No longer"));
}

TEST_F(Moves, AreReckonedForEachSideByWhatItWasTold) {
  auto const b = book("2026-11-09T08:00:00Z");
  office.answer([](message const& m) { return m.to.address == "ada@example.org" ? accepted() : refused_for_now(); });
  deliver();
  move(b, "2026-11-10T08:00:00Z");
  office.answer(accepted());
  deliver();

  EXPECT_TRUE(says(read_by_ada(mail_kind::rescheduled), "No longer"));
  auto const to_candidate = arrived(mail_kind::rescheduled, party::candidate);
  ASSERT_EQ(to_candidate.size(), 1u);
  EXPECT_FALSE(says(to_candidate.front().letter.text, "No longer")) << "the confirmation never reached her";
}

}  // namespace
}  // namespace rehearse::test
