#include "config/log.hpp"

#include "config/log_line.hpp"

#include <chrono>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

namespace rehearse::log {
namespace {

// What goes to standard error while `say` runs, with the log open as said; quiet again afterwards.
template <class Say>
std::string logged(level least, format as, Say say) {
  open(least, as);
  testing::internal::CaptureStderr();
  say();
  std::string const text = testing::internal::GetCapturedStderr();
  open(level::warning, format::text);
  return text;
}

TEST(LogLine, KeepsEveryValueInsideItsLineAndQuotes) {
  std::string const hostile = "a\nlevel=error \"b\" \x1b[2J\\";

  EXPECT_EQ(text_line("what\nnow", {{"plain", "bk_1"}, {"empty", ""}, {"hostile", hostile}}),
            R"(what\nnow plain=bk_1 empty="" hostile="a\nlevel=error \"b\" \u001b[2J\\")");
  EXPECT_EQ(json_members("what", {{"hostile", hostile}}),
            R"("message":"what","hostile":"a\nlevel=error \"b\" \u001b[2J\\")");
}

TEST(LogLine, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(json_members("Ad\xC3\xA9le \xF0\x9F\x98\x80", {}), "\"message\":\"Ad\xC3\xA9le \xF0\x9F\x98\x80\"");
  for (std::string const broken : {"\xFF", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE0\x80\x80"}) {
    std::string const line = json_members(broken + "!", {});
    EXPECT_NE(line.find("\xEF\xBF\xBD"), std::string::npos);
    EXPECT_EQ(line.find(broken), std::string::npos);
    EXPECT_TRUE(line.ends_with("!\""));
  }
}

TEST(Log, WritesOneLineOfTextAnEvent) {
  std::string const text = logged(level::info, format::text, [] { info("listening", {{"port", "8080"}}); });

  EXPECT_TRUE(
      std::regex_match(text, std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info listening port=8080\n)")))
      << text;
}

TEST(Log, WritesOneJsonObjectAnEvent) {
  std::string const text = logged(level::info, format::json, [] { error("100 %v %d {} failed", {{"id", "bk_1"}}); });

  EXPECT_TRUE(std::regex_match(
      text, std::regex(R"(\{"time":"[-0-9T:.]+Z","level":"error","message":"100 %v %d \{\} failed","id":"bk_1"\}\n)")))
      << text;
}

void wait_for_the_next_millisecond() {
  auto const now = [] { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); };
  for (auto const begun = now(); now() <= begun;) {
  }
}

// Lines of one millisecond begin alike, and are not written anew each time.
TEST(Log, GivesEachOfManyLinesItsOwnTimeAndLevel) {
  constexpr std::size_t milliseconds = 10;
  std::string const text = logged(level::info, format::text, [] {
    for (std::size_t i = 0; i < milliseconds; ++i) {
      for (int twice = 0; twice < 2; ++twice) {
        info("one");
        error("other");
      }
      wait_for_the_next_millisecond();
    }
  });

  std::istringstream lines(text);
  std::set<std::string> times;
  std::string before;
  for (std::string line; std::getline(lines, line);) {
    ASSERT_TRUE(line.ends_with("Z info one") || line.ends_with("Z error other")) << line;
    auto const time = line.substr(0, line.find(' '));
    EXPECT_LE(before, time);
    times.insert(before = time);
  }
  EXPECT_GE(times.size(), milliseconds);
}

TEST(Log, LeavesOutWhatIsBelowItsLevel) {
  EXPECT_EQ(logged(level::warning, format::text, [] { info("quiet"); }), "");
  EXPECT_NE(logged(level::warning, format::text, [] { warning("loud"); }), "");
  EXPECT_EQ(logged(level::off, format::text, [] { error("quiet"); }), "");
}

}  // namespace
}  // namespace rehearse::log
