#include "notify/smtp/mime.hpp"
#include "tests/mail/mail_check.hpp"
#include "tests/mail/smtp_talk.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace rehearse::testing;

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
  if (hangs) (is_early ? options.connect_timeout : options.reply_timeout) = 4s;
  if (hangs) options.final_reply_timeout = 4s;

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

TEST(SmtpMailer, ReportsARefusedConnection) {
  smtp_sink sink;
  auto const mailer = make_smtp_mailer(options_for(sink));
  sink.stop();

  delivery_report const report = mailer->send(sample_mail());

  EXPECT_EQ(report.outcome, delivery::refused_for_now);
  EXPECT_EQ(report.smtp_code, 0);
  EXPECT_TRUE(report.server_trouble);
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
