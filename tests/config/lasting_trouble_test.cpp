#include "config/lasting_trouble.hpp"

#include <algorithm>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace rehearse::log {
namespace {

std::size_t lines_of(std::string const& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST(LastingTrouble, IsSaidOnceWhenItBeginsAndOnceWhenItIsOver) {
  open(level::info, format::text);
  testing::internal::CaptureStderr();
  lasting_trouble away("it is away", "it is back");

  away.is_over();  // of what there was not
  for (int i = 0; i < 3; ++i) away.is_met("nobody answers");
  for (int i = 0; i < 3; ++i) away.is_over();
  away.is_met("once more");

  auto const said = testing::internal::GetCapturedStderr();
  open(level::warning, format::text);
  EXPECT_EQ(lines_of(said), 3u) << said;
  auto const begins = said.find("warning it is away reason=\"nobody answers\""), ends = said.find("info it is back");
  EXPECT_LT(begins, ends);
  EXPECT_LT(ends, said.find("warning it is away reason=\"once more\""));
}

TEST(LastingTrouble, IsOverOnceItIsOverForEveryThreadThatMetIt) {
  open(level::info, format::text);
  testing::internal::CaptureStderr();
  lasting_trouble away("it is away", "it is back");

  away.is_met("nobody answers");
  std::thread([&away] {
    away.is_met("nobody answers");
    away.is_over();
    away.is_met("not yet");
    away.is_over();
  }).join();
  away.is_over();

  auto const said = testing::internal::GetCapturedStderr();
  open(level::warning, format::text);
  EXPECT_EQ(lines_of(said), 2u) << said;
}

}  // namespace
}  // namespace rehearse::log
