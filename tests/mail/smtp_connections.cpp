#include "tests/mail/mail_check.hpp"
#include "tests/mail/smtp_talk.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace rehearse::testing;

message mail_from(std::string const& address) {
  message mail = sample_mail();
  mail.from.address = address;
  return mail;
}

TEST(SmtpMailer, KeepsOneConnectionOpen) {
  smtp_sink sink;
  auto const mailer = make_smtp_mailer(options_for(sink));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);

  EXPECT_EQ(sink.taken().size(), 5u);
  EXPECT_EQ(connections(sink), 1u);
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
  for (std::string rule : {"dot/adaeze@*1=take_and_hang", "dot/adaeze@*1=delay:6", "rcpt/adaeze@*1=hang"}) {
    smtp_sink sink({"--on", rule});
    smtp_options options = options_for(sink);
    options.reply_timeout = options.final_reply_timeout = 4s;
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

}  // namespace
}  // namespace rehearse
