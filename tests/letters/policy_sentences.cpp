#include "notify/letters/policy_sentences.hpp"

#include "tests/letters/samples.hpp"

#include <gtest/gtest.h>

namespace rehearse {

namespace {

std::string joined(policy_facts const& policy) {
  std::string all;
  for (auto const& sentence : policy_sentences(policy, words{"en"})) all += sentence + "\n";
  return all;
}

bool has(std::string const& text, std::string_view part) {
  return text.find(part) != text.npos;
}

}  // namespace

TEST(PolicySentences, SayThatLateIsFarBetterThanNotComing) {
  auto const text = joined(sample_booking().policy);

  EXPECT_TRUE(
      has(text,
          "You can cancel until the start. Best is until Tuesday 24 November 2026, 07:00 (UTC+05:30, Asia/Kolkata), "
          "12 hours before"));
  EXPECT_TRUE(has(text, "far better than not coming"));
}

TEST(PolicySentences, SayHowOftenAndUntilWhenItCanBeMoved) {
  auto policy = sample_booking().policy;
  EXPECT_TRUE(has(joined(policy), "up to 2 times"));

  policy.moves_left = 1;
  EXPECT_TRUE(has(joined(policy), "until Tuesday 24 November 2026, 07:00 (UTC+05:30, Asia/Kolkata), once"));

  policy.moves_left = 0;
  EXPECT_TRUE(has(joined(policy), "cannot be moved any more"));

  policy.moves_left = 1;
  policy.move_before = 0min;
  EXPECT_TRUE(has(joined(policy), "until Tuesday 24 November 2026, 19:00 (UTC+05:30, Asia/Kolkata), once"));
}

TEST(PolicySentences, NameNoTimeThatWasPastWhenTheInterviewWasAgreed) {
  auto policy = sample_booking().policy;
  policy.late_from_the_start = policy.too_soon_to_move = true;
  auto const text = joined(policy);

  EXPECT_FALSE(has(text, "07:00")) << text;
  EXPECT_TRUE(has(text, "You can cancel until the start, Tuesday 24 November 2026, 19:00 (UTC+05:30, Asia/Kolkata)."));
  EXPECT_TRUE(has(text, "far better than not coming"));
  EXPECT_TRUE(has(text, "too soon to be moved"));
}

TEST(PolicySentences, ListTheReminders) {
  auto policy = sample_booking().policy;
  EXPECT_TRUE(has(joined(policy), "24 hours and 1 hour before"));

  policy.reminders = {4320min, 1440min, 60min};
  EXPECT_TRUE(has(joined(policy), "3 days, 24 hours and 1 hour before"));

  policy.reminders.clear();
  EXPECT_FALSE(has(joined(policy), "remind you by mail"));
}

TEST(PolicySentences, SpeakOfAPauseOnlyWhereThereIsOne) {
  auto policy = sample_booking().policy;
  EXPECT_FALSE(has(joined(policy), "pause"));

  policy.no_show = no_show_facts{2, 90, 30};
  EXPECT_TRUE(has(joined(policy), "2 times within 90 days means a pause of 30 days"));
}

}  // namespace rehearse
