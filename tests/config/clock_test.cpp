#include "config/clock.hpp"

#include "config/embedded.hpp"
#include "config/environment.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

TEST(SystemClock, TellsThePresent) {
  auto const before = std::chrono::system_clock::now();
  instant const now = system_clock().now();

  EXPECT_LE(now, std::chrono::system_clock::now());
  EXPECT_GT(now, before - 1s);
}

TEST(Environment, IsReadWithEveryVariable) {
  ASSERT_EQ(::setenv("REHEARSE_TEST_VARIABLE", "a=b", 1), 0);

  EXPECT_EQ(process_environment()["REHEARSE_TEST_VARIABLE"], "a=b");
}

TEST(EmbeddedFiles, AreFoundByPath) {
  embedded_file const files[] = {{"a/b", "1"}, {"a", "2"}};

  EXPECT_EQ(find_file(files, "a")->bytes, "2");
  EXPECT_EQ(find_file(files, "b"), nullptr);
}

}  // namespace
}  // namespace rehearse
