#include "notify/smtp/mime.hpp"
#include "notify/smtp/smtp_mailer.hpp"
#include "tests/mail/mail_check.hpp"
#include "tests/support/smtp_sink.hpp"

#include <algorithm>
#include <thread>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace rehearse::testing;

smtp_options options_for(smtp_sink const& sink) {
  smtp_options options;
  options.url = sink.url();
  options.encryption = starttls::never;
  options.ehlo_name = "rehearse.example";
  options.connect_timeout = options.reply_timeout = options.final_reply_timeout = 20s;
  return options;
}

bool was_said(smtp_sink const& sink, std::string const& text) {
  auto const lines = sink.dialogue();
  return std::any_of(lines.begin(), lines.end(),
                     [&](std::string const& line) { return line.find(text) != std::string::npos; });
}

std::size_t connections(smtp_sink const& sink) {
  auto const lines = sink.dialogue();
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](std::string const& line) {
    return line.find(" - connected") != std::string::npos;
  }));
}

message mail_from(std::string const& address) {
  message mail = sample_mail();
  mail.from.address = address;
  return mail;
}

// One failure and what is to be reported of it.
struct failure {
  std::string rule;
  delivery outcome;
  int code;
  bool server_trouble = false;
  bool mailbox_full = false;
};

void PrintTo(failure const& f, std::ostream* out) {
  *out << f.rule;
}

class SmtpFailure : public ::testing::TestWithParam<failure> {};

TEST_P(SmtpFailure, IsReportedAsWhatItMeans) {
  failure const& expected = GetParam();
  smtp_sink sink({"--on", expected.rule});
  smtp_options options = options_for(sink);
  bool const hangs = expected.rule.find("hang") != std::string::npos;
  bool const is_early = expected.rule.starts_with("connect") || expected.rule.starts_with("ehlo");
  if (hangs) (is_early ? options.connect_timeout : options.reply_timeout) = 2s;
  if (hangs) options.final_reply_timeout = 2s;

  delivery_report const report = make_smtp_mailer(options)->send(sample_mail());

  EXPECT_EQ(report.outcome, expected.outcome) << report.detail;
  EXPECT_EQ(report.smtp_code, expected.code) << report.detail;
  EXPECT_EQ(report.server_trouble, expected.server_trouble) << report.detail;
  EXPECT_EQ(report.mailbox_full, expected.mailbox_full) << report.detail;
  EXPECT_NE(report.detail, "");
  EXPECT_EQ(report.detail.find_first_of("\r\n"), std::string::npos);
}

constexpr auto now = delivery::refused_for_now;
constexpr auto for_good = delivery::refused_for_good;
constexpr auto perhaps = delivery::perhaps_sent;
constexpr auto sent = delivery::sent;

INSTANTIATE_TEST_SUITE_P(
    BeforeTheMail, SmtpFailure,
    ::testing::Values(failure{"connect=reply:421 4.3.2 closing", now, 421, true},
                      failure{"connect=reply:554 5.3.2 not you", now, 554, true},
                      failure{"connect=close", now, 0, true}, failure{"connect=reset", now, 0, true},
                      failure{"connect=hang", now, 0, true}, failure{"connect=say_and_close:421 bye", now, 421, true},
                      failure{"connect=garbage", sent, 250}, failure{"ehlo=reply:502 5.5.1 unknown", sent, 250},
                      failure{"ehlo=close", now, 220, true}, failure{"ehlo=hang", now, 220, true},
                      failure{"ehlo=garbage", sent, 250}));

INSTANTIATE_TEST_SUITE_P(BeforeItsEnd, SmtpFailure,
                         ::testing::Values(failure{"mail=reply:451 4.3.0 later", now, 451},
                                           failure{"mail=reply:550 5.1.0 no", for_good, 550},
                                           failure{"mail=reply:421 4.3.2 closing", now, 421, true},
                                           failure{"mail=reply:530 5.7.0 log in first", now, 530, true},
                                           failure{"mail=close", now, 250, true}, failure{"mail=hang", now, 250, true},
                                           failure{"rcpt=reply:450 4.2.1 greylisted", now, 450},
                                           failure{"rcpt=reply:452 4.2.2 full", now, 452},
                                           failure{"rcpt=reply:550 5.1.1 nobody", for_good, 550},
                                           failure{"rcpt=reply:550 5.1.1 nobody|550 5.1.1 really", for_good, 550},
                                           failure{"rcpt=reply:552 5.2.2 full", for_good, 552, false, true},
                                           failure{"rcpt=reply:552 full", for_good, 552, false, true},
                                           failure{"rcpt=reply:550 5.2.2 full", for_good, 550, false, true},
                                           failure{"rcpt=close", now, 250, true}, failure{"rcpt=reset", now, 250, true},
                                           failure{"rcpt=hang", now, 250, true},
                                           failure{"data=reply:451 4.3.0 later", now, 451},
                                           failure{"data=reply:554 5.5.1 no", for_good, 554},
                                           failure{"data=close", now, 250, true}, failure{"data=hang", now, 250, true},
                                           failure{"rcpt=garbage", sent, 250}));

INSTANTIATE_TEST_SUITE_P(
    AfterItsEnd, SmtpFailure,
    ::testing::Values(failure{"dot=reply:451 4.3.0 later", now, 451},
                      failure{"dot=reply:554 5.7.1 spam", for_good, 554},
                      failure{"dot=reply:421 4.3.2 closing", now, 421, true},
                      failure{"dot=reply:552 5.2.2 full", for_good, 552, false, true},
                      failure{"dot=reply:552 5.3.4 too big", for_good, 552},
                      failure{"dot=reply:251 2.0.0 odd", perhaps, 251}, failure{"dot=reply:354 odd", perhaps, 354},
                      failure{"dot=close", perhaps, 354}, failure{"dot=reset", perhaps, 354},
                      failure{"dot=take_and_close", perhaps, 354}, failure{"dot=take_and_reset", perhaps, 354},
                      failure{"dot=hang", perhaps, 354}, failure{"dot=take_and_hang", perhaps, 354},
                      failure{"dot=garbage", sent, 250}, failure{"dot=say_and_close:250 2.0.0 taken", sent, 250}));

TEST(SmtpMailer, DeliversTheBytesOfTheMail) {
  smtp_sink sink;
  message mail = sample_invitation();
  for (int i = 0; i < 4000; ++i)
    mail.text += ".\n..two dots\n.and a line of a fair length, so that it fills more than one buffer\n";

  delivery_report const report = make_smtp_mailer(options_for(sink))->send(mail);

  EXPECT_EQ(report.outcome, delivery::sent);
  EXPECT_FALSE(report.server_trouble);
  EXPECT_EQ(read_file(sink.messages() / "000001.eml"), mime_text(mail));
  EXPECT_TRUE(was_said(sink, "C EHLO rehearse.example"));
  EXPECT_TRUE(was_said(sink, "C RCPT TO:<adaeze@example.org>"));
}

TEST(SmtpMailer, KeepsOneConnectionOpen) {
  smtp_sink sink;
  auto const mailer = make_smtp_mailer(options_for(sink));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);

  EXPECT_EQ(sink.taken().size(), 5u);
  EXPECT_EQ(connections(sink), 1u);
}

TEST(SmtpMailer, ReportsARefusedConnection) {
  smtp_sink sink;
  auto const mailer = make_smtp_mailer(options_for(sink));
  sink.stop();

  delivery_report const report = mailer->send(sample_mail());

  EXPECT_EQ(report.outcome, delivery::refused_for_now);
  EXPECT_EQ(report.smtp_code, 0);
  EXPECT_TRUE(report.server_trouble);
}

TEST(SmtpMailer, RecoversAfterEachKindOfFailure) {
  for (std::string rule : {"mail*1=reply:550 no", "rcpt*1=reply:450 later", "rcpt*1=close", "data*1=reset",
                           "dot*1=close", "dot*1=reply:554 no", "connect*1=reply:421 later", "ehlo*1=close"}) {
    smtp_sink sink({"--on", rule});
    auto const mailer = make_smtp_mailer(options_for(sink));

    EXPECT_NE(mailer->send(sample_mail()).outcome, delivery::sent) << rule;
    EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent) << rule;
    EXPECT_EQ(sink.taken().size(), 1u) << rule;
  }
}

TEST(SmtpMailer, ReplacesAConnectionThatOwesAnAnswer) {
  for (std::string rule : {"dot/adaeze@*1=take_and_hang", "dot/adaeze@*1=delay:3", "rcpt/adaeze@*1=hang"}) {
    smtp_sink sink({"--on", rule});
    smtp_options options = options_for(sink);
    options.reply_timeout = options.final_reply_timeout = 2s;
    auto const mailer = make_smtp_mailer(options);
    EXPECT_NE(mailer->send(sample_mail()).outcome, delivery::sent) << rule;

    message other = sample_mail();
    other.to.address = "other@example.org";
    EXPECT_EQ(mailer->send(other).outcome, delivery::sent) << rule;
    EXPECT_EQ(connections(sink), 2u) << rule;
  }
}

TEST(SmtpMailer, ReplacesAConnectionDroppedWhileIdle) {
  for (std::string rule :
       {"idle*1=close", "idle*1=reset", "idle*1=say_and_close:421 4.4.2 idle too long", "mail/second@*1=close",
        "mail/second@*1=reset", "mail/second@*1=say_and_close:421 4.4.2 idle",
        "mail/second@*1=reply:421 4.4.2 idle too long"}) {
    smtp_sink sink({"--on", rule});
    auto const mailer = make_smtp_mailer(options_for(sink));
    EXPECT_EQ(mailer->send(mail_from("first@rehearse.example")).outcome, delivery::sent) << rule;

    delivery_report const second = mailer->send(mail_from("second@rehearse.example"));

    EXPECT_EQ(second.outcome, delivery::sent) << rule << ": " << second.detail;
    EXPECT_EQ(sink.taken().size(), 2u) << rule;
    EXPECT_EQ(connections(sink), 2u) << rule;
  }
}

TEST(SmtpMailer, RepeatsNothingThatHadBegun) {
  for (std::string rule : {"mail*1=close", "mail*1=reply:421 4.3.2 closing", "rcpt/adaeze*1=close", "data*1=close",
                           "dot*1=take_and_close"}) {
    smtp_sink sink({"--on", rule});
    EXPECT_NE(make_smtp_mailer(options_for(sink))->send(sample_mail()).outcome, delivery::sent) << rule;
    EXPECT_EQ(connections(sink), 1u) << rule;
  }
  smtp_sink sink({"--on", "rcpt/other@=close"});
  auto const mailer = make_smtp_mailer(options_for(sink));
  mailer->send(sample_mail());
  message other = sample_mail();
  other.to.address = "other@example.org";
  EXPECT_EQ(mailer->send(other).outcome, delivery::refused_for_now);
  EXPECT_EQ(connections(sink), 1u);
}

TEST(SmtpMailer, WaitsLongForTheFinalAnswerAlone) {
  smtp_sink sink({"--on", "dot=delay:2.5"});
  smtp_options options = options_for(sink);
  options.reply_timeout = 1s;
  auto const mailer = make_smtp_mailer(options);

  EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);
  EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);
  EXPECT_EQ(sink.taken().size(), 2u);
}

// Each answer comes in time; all of them together do not.
TEST(SmtpMailer, TakesNoLongerThanItMayHoweverSteadilyTheServerTrickles) {
  smtp_sink sink({"--on", "mail=delay:1.5", "--on", "rcpt=delay:1.5", "--on", "data=delay:1.5"});
  smtp_options options = options_for(sink);
  options.text_timeout = 3s;
  auto const began = std::chrono::steady_clock::now();

  EXPECT_EQ(make_smtp_mailer(options)->send(sample_mail()).outcome, delivery::refused_for_now);

  EXPECT_LT(std::chrono::steady_clock::now() - began, 4500ms);
  smtp_options const usual;
  EXPECT_LT(usual.text_timeout + usual.final_reply_timeout + 30s, longest_send) << "30s: a connection found dropped";
  EXPECT_TRUE(sink.taken().empty());
}

TEST(SmtpMailer, IsNotHeldUpByAnAnswerThatNeverEnds) {
  for (auto const& [rule, outcome] :
       {std::pair("rcpt=trickle", delivery::refused_for_now), std::pair("dot=trickle", delivery::perhaps_sent)}) {
    smtp_sink sink({"--on", rule});
    smtp_options options = options_for(sink);
    options.text_timeout = options.final_reply_timeout = 2s;
    auto const began = std::chrono::steady_clock::now();

    EXPECT_EQ(make_smtp_mailer(options)->send(sample_mail()).outcome, outcome) << rule;
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s) << rule;
  }
}

TEST(SmtpMailer, LeavesTheServerAllItsTimeForTheFinalAnswer) {
  smtp_sink sink({"--on", "dot=delay:3"});
  smtp_options options = options_for(sink);
  options.text_timeout = 2s;
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
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s) << rule;
  }
}

TEST(SmtpMailer, SaysGoodbyeWithoutWaitingForAnAnswer) {
  smtp_sink sink({"--on", "quit=hang"});
  auto mailer = make_smtp_mailer(options_for(sink));
  EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);
  auto const began = std::chrono::steady_clock::now();
  mailer.reset();

  EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
  while (!was_said(sink, "C QUIT") && std::chrono::steady_clock::now() - began < 10s) std::this_thread::yield();
  EXPECT_TRUE(was_said(sink, "C QUIT"));
}

TEST(SmtpMailer, SendsNothingThatCouldForgeACommandOrHeader) {
  smtp_sink sink;
  auto const mailer = make_smtp_mailer(options_for(sink));
  for (std::string address : {"x@y.z>\r\nRCPT TO:<evil@example.org", "x@y.z\nDATA", "x y@z", "x@y.z> BODY=8BITMIME"}) {
    message mail = sample_mail();
    mail.to.address = address;
    EXPECT_EQ(mailer->send(mail).outcome, delivery::refused_for_good) << address;
    mail = sample_mail();
    mail.from.address = address;
    EXPECT_EQ(mailer->send(mail).outcome, delivery::refused_for_good) << address;
  }
  message mail = sample_mail();
  mail.subject = "x\r\nBcc: evil@example.org";
  EXPECT_EQ(mailer->send(mail).outcome, delivery::refused_for_good);
  EXPECT_TRUE(sink.dialogue().empty());
}

TEST(SmtpMailer, RefusesOptionsThatCannotWork) {
  smtp_options options;
  for (std::string url :
       {"", "http://localhost", "smtp://user:word@localhost", "smtp://localhost/path", "smtp://a\r\nb"}) {
    options.url = url;
    EXPECT_THROW(make_smtp_mailer(options), std::invalid_argument) << url;
  }
  options.url = "smtp://localhost:25";
  options.ehlo_name = "x\r\nMAIL FROM:<a@b>";
  EXPECT_THROW(make_smtp_mailer(options), std::invalid_argument);
}

}  // namespace
}  // namespace rehearse
