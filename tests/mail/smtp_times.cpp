#include "tests/mail/mail_check.hpp"
#include "tests/mail/smtp_talk.hpp"

#include <thread>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace rehearse::testing;

TEST(SmtpMailer, WaitsLongForTheFinalAnswerAlone) {
  smtp_sink sink({"--on", "dot*1=delay:6"});
  smtp_options options = options_for(sink);
  options.reply_timeout = 5s;
  auto const mailer = make_smtp_mailer(options);

  EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);
  EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);
  EXPECT_EQ(sink.taken().size(), 2u);
}

// Each answer comes in the 20 s that it has; all of them together do not in 3 s.
TEST(SmtpMailer, TakesNoLongerThanItMayHoweverSteadilyTheServerTrickles) {
  smtp_sink sink({"--on", "mail=delay:1.5", "--on", "rcpt=delay:1.5", "--on", "data=delay:15"});
  smtp_options options = options_for(sink);
  options.text_timeout = 3s;
  auto const began = std::chrono::steady_clock::now();

  EXPECT_EQ(make_smtp_mailer(options)->send(sample_mail()).outcome, delivery::refused_for_now);

  EXPECT_LT(std::chrono::steady_clock::now() - began, 15s);
  smtp_options const usual;
  EXPECT_LT(usual.text_timeout + usual.final_reply_timeout + 30s, longest_send) << "30s: a connection found dropped";
  EXPECT_TRUE(sink.taken().empty());
}

TEST(SmtpMailer, IsNotHeldUpByAnAnswerThatNeverEnds) {
  for (auto const& [rule, outcome] :
       {std::pair("rcpt=trickle", delivery::refused_for_now), std::pair("dot=trickle", delivery::perhaps_sent)}) {
    smtp_sink sink({"--on", rule});
    smtp_options options = options_for(sink);
    options.text_timeout = options.final_reply_timeout = 5s;
    auto const began = std::chrono::steady_clock::now();

    EXPECT_EQ(make_smtp_mailer(options)->send(sample_mail()).outcome, outcome) << rule;
    EXPECT_LT(std::chrono::steady_clock::now() - began, 30s) << rule;
  }
}

TEST(SmtpMailer, LeavesTheServerAllItsTimeForTheFinalAnswer) {
  smtp_sink sink({"--on", "dot=delay:6"});
  smtp_options options = options_for(sink);
  options.text_timeout = 5s;
  auto const mailer = make_smtp_mailer(options);

  EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);
  EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent) << "on the same connection too";
}

// Where the server hangs, what it heard by then, and what that means for the mail.
struct hanging {
  std::string rule;
  std::string last_heard;
  delivery outcome;
};

TEST(SmtpMailer, IsAbandonedOnRequest) {
  for (auto const& [rule, last_heard, outcome] :
       std::vector<hanging>{{"connect=hang", "- connected", delivery::refused_for_now},
                            {"rcpt=hang", "C RCPT TO", delivery::refused_for_now},
                            {"dot=take_and_hang", "C .", delivery::perhaps_sent}}) {
    smtp_sink sink({"--on", rule});
    std::stop_source stop;
    smtp_options options = options_for(sink);
    options.connect_timeout = options.reply_timeout = options.final_reply_timeout = 60s;
    options.abandon = stop.get_token();
    std::jthread stopper([&, &text = last_heard](std::stop_token sent_anyway) {
      while (!was_said(sink, text) && !sent_anyway.stop_requested()) std::this_thread::yield();
      stop.request_stop();
    });
    auto const began = std::chrono::steady_clock::now();

    EXPECT_EQ(make_smtp_mailer(options)->send(sample_mail()).outcome, outcome) << rule;
    EXPECT_LT(std::chrono::steady_clock::now() - began, 30s) << rule;
  }
}

TEST(SmtpMailer, SaysGoodbyeWithoutWaitingForAnAnswer) {
  smtp_sink sink({"--on", "quit=hang"});
  auto mailer = make_smtp_mailer(options_for(sink));
  EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);
  auto const began = std::chrono::steady_clock::now();
  mailer.reset();

  EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
  while (!was_said(sink, "C QUIT") && std::chrono::steady_clock::now() - began < 60s) std::this_thread::yield();
  EXPECT_TRUE(was_said(sink, "C QUIT"));
}

}  // namespace
}  // namespace rehearse
