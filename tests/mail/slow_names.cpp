// A resolver that does not answer: it has its own time-outs, of minutes, and nobody who stops the program waits for
// them.
#include "notify/smtp/smtp_mailer.hpp"
#include "tests/mail/mail_check.hpp"

#include <atomic>
#include <string_view>
#include <thread>

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

namespace {

std::atomic<bool> is_asked = false, may_answer = false, has_answered = false;

}  // namespace

// Stands in front of the C library's own, for libcurl too: one name is not found for 15 s, or as long as the test
// likes.
extern "C" int getaddrinfo(char const* name, char const* service, addrinfo const* hints, addrinfo** found) {
  if (name != nullptr && std::string_view(name) == "slow.invalid") {
    is_asked = true;
    is_asked.notify_all();
    for (int i = 0; i < 1500 && !may_answer; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    has_answered = true;
    has_answered.notify_all();
    return EAI_AGAIN;
  }
  static auto const own = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return own(name, service, hints, found);
}

namespace rehearse {
namespace {

using namespace rehearse::testing;

TEST(SmtpMailer, IsAbandonedWhileTheResolverHangs) {
  std::stop_source stop;
  smtp_options options;
  options.url = "smtp://slow.invalid:25";
  options.abandon = stop.get_token();
  std::jthread const stopper([&stop] {
    is_asked.wait(false);
    stop.request_stop();
  });
  auto const began = std::chrono::steady_clock::now();

  auto const report = make_smtp_mailer(options)->send(sample_mail());

  EXPECT_EQ(report.outcome, delivery::refused_for_now);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 14s) << report.detail;
  may_answer = true;
  has_answered.wait(false);  // libcurl's thread is not left behind
}

}  // namespace
}  // namespace rehearse
