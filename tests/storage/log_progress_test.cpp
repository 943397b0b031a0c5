// When the write-ahead log is copied into the file, and when it must not be tried.
#include "scheduler/storage/sqlite/sqlite_checkpointer.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

TEST(LogProgress, AsksForACheckpointWhenAThousandPagesAreLeft) {
  log_progress log;

  log.has(999);
  EXPECT_FALSE(log.is_worth_a_checkpoint());
  log.has(1000);
  EXPECT_TRUE(log.is_worth_a_checkpoint());
}

// A commit may begin such a log anew at that very moment, and SQLite 3.40 then forgets it.
TEST(LogProgress, HasNothingLeftOnceAllIsCopiedHoweverOftenItIsAsked) {
  log_progress log;
  log.has(1500);
  EXPECT_TRUE(log.is_something_left());

  log.copied(1600);  // commits went on meanwhile, and these were copied with it
  EXPECT_FALSE(log.is_something_left());
  EXPECT_FALSE(log.holds_up_the_writer());
}

TEST(LogProgress, BeginsAnewWithALogThatDoes) {
  log_progress log;
  log.has(1500);
  log.copied(1500);

  log.has(20);
  EXPECT_TRUE(log.is_something_left());
  EXPECT_FALSE(log.is_worth_a_checkpoint());
}

TEST(LogProgress, DoesNotTryAtEveryCommitWhileAReaderHoldsItUp) {
  log_progress log;
  log.has(1500);
  log.copied(0);

  log.has(1600);
  EXPECT_FALSE(log.is_worth_a_checkpoint());
  log.has(2500);
  EXPECT_TRUE(log.is_worth_a_checkpoint());
}

TEST(LogProgress, HoldsUpTheWriterForTheLittleThatIsLeftOfALongLog) {
  log_progress log;
  log.has(8000);
  log.copied(7900);

  EXPECT_FALSE(log.is_worth_a_checkpoint());
  EXPECT_TRUE(log.holds_up_the_writer());
}

}  // namespace rehearse::test
