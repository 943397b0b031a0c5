#include "scheduler/storage/job_queue.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace std::chrono_literals;

bool takes(job_queue<int>& queue, int job) {
  return queue.push(job);
}

}  // namespace

TEST(JobQueue, HandsOutTheOldestFirst) {
  job_queue<int> queue(2);
  takes(queue, 1);
  takes(queue, 2);

  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.try_pop(), std::nullopt);
}

TEST(JobQueue, TakesNoMoreThanItsLength) {
  job_queue<int> queue(2);
  takes(queue, 1);
  takes(queue, 2);

  EXPECT_FALSE(takes(queue, 3));

  queue.pop();
  EXPECT_TRUE(takes(queue, 3));
}

TEST(JobQueue, TakesNoMoreWhileTheOldestHasWaitedForTooLong) {
  job_queue<int> impatient(1000, 0ms);
  ASSERT_TRUE(takes(impatient, 1));

  EXPECT_FALSE(takes(impatient, 2));

  impatient.pop();
  EXPECT_TRUE(takes(impatient, 2));
}

TEST(JobQueue, HandsOutWhatItHasWhenItIsClosedAndTakesNoMore) {
  job_queue<int> queue(2);
  takes(queue, 1);
  queue.close();

  EXPECT_FALSE(takes(queue, 2));
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

}  // namespace rehearse
