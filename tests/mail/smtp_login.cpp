#include "notify/smtp/smtp_mailer.hpp"
#include "tests/mail/mail_check.hpp"
#include "tests/support/smtp_sink.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using namespace rehearse::testing;

struct SmtpLogin : ::testing::Test {
  SmtpLogin() { make_certificate(folder.path()); }

  std::string certificate() const { return (folder.path() / "certificate.pem").string(); }

  std::vector<std::string> server(std::initializer_list<std::string> more = {}) const {
    std::vector<std::string> words{"--certificate", certificate(), "--key",      (folder.path() / "key.pem").string(),
                                   "--user",        "rehearse",    "--password", "correct horse"};
    words.insert(words.end(), more);
    return words;
  }

  smtp_options options_for(smtp_sink const& sink) const {
    smtp_options options;
    options.url = sink.url();
    options.username = "rehearse";
    options.password = "correct horse";
    options.ca_file = certificate();
    options.connect_timeout = options.reply_timeout = options.final_reply_timeout = 20s;
    return options;
  }

  static bool was_said(smtp_sink const& sink, std::string const& text) {
    auto const lines = sink.dialogue();
    return std::any_of(lines.begin(), lines.end(),
                       [&](std::string const& line) { return line.find(text) != std::string::npos; });
  }

  // That nothing got through, and that this is the operator's to mend: the mail lives on.
  static void expect_trouble(smtp_sink const& sink, smtp_options const& options, int code) {
    delivery_report const report = make_smtp_mailer(options)->send(sample_mail());
    EXPECT_EQ(report.outcome, delivery::refused_for_now) << report.detail;
    EXPECT_TRUE(report.server_trouble) << report.detail;
    EXPECT_EQ(report.smtp_code, code) << report.detail;
    EXPECT_FALSE(was_said(sink, "C MAIL")) << report.detail;
    smtp_check const check = smtp_login_check(options);
    EXPECT_FALSE(check.passed);
    EXPECT_NE(check.detail, "");
    EXPECT_EQ(check.detail.find("correct horse"), std::string::npos);
  }

  scratch_folder folder;
};

TEST_F(SmtpLogin, EncryptsBeforeItLogsIn) {
  smtp_sink sink(server());

  EXPECT_EQ(make_smtp_mailer(options_for(sink))->send(sample_mail()).outcome, delivery::sent);

  ASSERT_EQ(sink.taken().size(), 1u);
  EXPECT_NE(sink.taken()[0].find(R"("tls": true, "user": "rehearse")"), std::string::npos) << sink.taken()[0];
  auto const lines = sink.dialogue();
  auto const position = [&](std::string const& text) {
    return std::find_if(lines.begin(), lines.end(),
                        [&](auto const& line) { return line.find(text) != std::string::npos; });
  };
  EXPECT_LT(position("C STARTTLS"), position("C AUTH"));
}

TEST_F(SmtpLogin, SpeaksTlsFromTheFirstByteToSmtps) {
  smtp_sink sink(server({"--smtps"}));
  smtp_options options = options_for(sink);
  options.url = sink.url("smtps");

  EXPECT_EQ(make_smtp_mailer(options)->send(sample_mail()).outcome, delivery::sent);
  EXPECT_EQ(smtp_login_check(options).detail, "connected to " + options.url + ", encrypted, logged in");
}

TEST_F(SmtpLogin, TakesAWrongPasswordForTheOperatorsFault) {
  smtp_sink sink(server());
  smtp_options options = options_for(sink);
  options.password = "wrong";
  expect_trouble(sink, options, 535);
}

TEST_F(SmtpLogin, TakesALoginThatIsOutOfOrderForPassing) {
  smtp_sink sink(server({"--on", "auth=reply:454 4.7.0 later"}));
  expect_trouble(sink, options_for(sink), 454);
}

TEST_F(SmtpLogin, SendsNothingWithoutALoginWhereOneIsSet) {
  smtp_sink sink({"--certificate", certificate(), "--key", (folder.path() / "key.pem").string()});
  expect_trouble(sink, options_for(sink), 250);
}

TEST_F(SmtpLogin, SendsNothingToAServerThatKnowsOnlyHelo) {
  smtp_sink sink(server({"--on", "ehlo=reply:502 5.5.1 what"}));
  smtp_options options = options_for(sink);
  options.encryption = starttls::never;
  expect_trouble(sink, options, 250);
}

TEST_F(SmtpLogin, SendsNothingUnencryptedWhereEncryptionIsRequired) {
  smtp_sink sink({"--user", "rehearse", "--password", "correct horse"});
  expect_trouble(sink, options_for(sink), 250);
  EXPECT_FALSE(was_said(sink, "C AUTH"));
}

TEST_F(SmtpLogin, SendsNothingWhereStarttlsIsRefused) {
  smtp_sink sink(server({"--on", "starttls=reply:454 4.7.0 not now"}));
  expect_trouble(sink, options_for(sink), 454);
  EXPECT_FALSE(was_said(sink, "C AUTH"));
}

TEST_F(SmtpLogin, TrustsNoUnknownCertificate) {
  for (starttls encryption : {starttls::required, starttls::if_offered}) {
    smtp_sink sink(server());
    smtp_options options = options_for(sink);
    options.ca_file.clear();
    options.encryption = encryption;
    expect_trouble(sink, options, 220);
    EXPECT_FALSE(was_said(sink, "C AUTH"));
  }
}

TEST_F(SmtpLogin, TrustsNoCertificateOfAnotherHost) {
  make_certificate(folder.path(), "DNS:other.example");
  smtp_sink sink(server());
  expect_trouble(sink, options_for(sink), 220);
  EXPECT_NE(smtp_login_check(options_for(sink)).detail.find("no alternative certificate subject name matches"),
            std::string::npos);
}

TEST_F(SmtpLogin, GoesWithoutEncryptionWhereItIsOnlyWished) {
  smtp_sink sink({"--user", "rehearse", "--password", "correct horse"});
  smtp_options options = options_for(sink);
  options.encryption = starttls::if_offered;
  EXPECT_EQ(make_smtp_mailer(options)->send(sample_mail()).outcome, delivery::sent);
}

TEST_F(SmtpLogin, ChecksWithoutSendingAnything) {
  smtp_sink sink(server());
  smtp_check const check = smtp_login_check(options_for(sink));

  EXPECT_TRUE(check.passed) << check.detail;
  EXPECT_EQ(check.detail, "connected to " + sink.url() + ", encrypted, logged in");
  EXPECT_FALSE(was_said(sink, "C MAIL"));
  EXPECT_TRUE(was_said(sink, "C NOOP"));
}

}  // namespace
}  // namespace rehearse
