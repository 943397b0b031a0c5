// Against Debian's exim4 (tests/mail/exim_server.py), with encryption and login, and what it stored read back.
#include "notify/smtp/smtp_mailer.hpp"
#include "tests/mail/mail_check.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/tree.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <poll.h>

namespace rehearse {
namespace {

using namespace rehearse::testing;

struct RealServer : ::testing::Test {
  RealServer()
      : server({"/usr/bin/python3", in_source_tree("tests/mail/exim_server.py"), folder.path().string()}),
        port(server.read_line()) {}

  smtp_options options() const {
    smtp_options made;
    made.url = "smtp://localhost:" + port;
    made.username = "rehearse";
    made.password = "correct horse";
    made.ca_file = (folder.path() / "ca.pem").string();
    made.ehlo_name = "rehearse.example";
    return made;
  }

  // What the server delivered, once it is `count` mails: it answers before it delivers.
  std::vector<std::string> delivered(std::size_t count) const {
    auto const last_moment = std::chrono::steady_clock::now() + 20s;
    std::vector<std::filesystem::path> paths;
    while (paths.size() < count && std::chrono::steady_clock::now() < last_moment) {
      paths.clear();
      if (std::filesystem::exists(folder.path() / "mail" / "new"))
        for (auto const& entry : std::filesystem::directory_iterator(folder.path() / "mail" / "new"))
          paths.push_back(entry.path());
      if (paths.size() < count) ::poll(nullptr, 0, 10);
    }
    std::vector<std::string> mails;
    for (auto const& path : paths) mails.push_back(read_file(path));
    return mails;
  }

  delivery_report send_to(std::string const& address) const {
    message mail = sample_mail();
    mail.to.address = address;
    return make_smtp_mailer(options())->send(mail);
  }

  scratch_folder folder;
  child_process server;
  std::string port;
};

TEST_F(RealServer, DeliversInvitationsThatAreReadBack) {
  mail_check parsers;
  auto const mailer = make_smtp_mailer(options());
  for (auto method : {invitation_method::request, invitation_method::cancel}) {
    message const mail = sample_invitation(method);
    delivery_report const report = mailer->send(mail);

    EXPECT_EQ(report.outcome, delivery::sent) << report.detail;
    EXPECT_EQ(report.smtp_code, 250);
    auto const mails = delivered(1);
    ASSERT_EQ(mails.size(), 1u);
    EXPECT_EQ(parsers.differences(mails[0], mail, true), "ok");
    for (auto const& entry : std::filesystem::directory_iterator(folder.path() / "mail" / "new"))
      std::filesystem::remove(entry.path());
  }
}

TEST_F(RealServer, DeliversLongLinesAndForeignScripts) {
  message mail = sample_mail();
  mail.text = std::string(10'000, 'x') + "\n.\n..\nمرحبا 👩‍💻🇳🇬\n";
  mail.subject = "مقابلة 👩‍💻🇳🇬 " + std::string(2000, 'y');
  mail.to.name = "عَبْدُ الرَّحْمَن, \"x\"";
  EXPECT_EQ(make_smtp_mailer(options())->send(mail).outcome, delivery::sent);

  auto const mails = delivered(1);
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mail_check().differences(mails[0], mail, true), "ok");
}

TEST_F(RealServer, TakesManyMailsOverOneConnection) {
  auto const mailer = make_smtp_mailer(options());
  for (int i = 0; i < 20; ++i) EXPECT_EQ(mailer->send(sample_mail()).outcome, delivery::sent);
  EXPECT_EQ(delivered(20).size(), 20u);
}

TEST_F(RealServer, RefusesInItsOwnWords) {
  delivery_report const nobody = send_to("nobody@example.org");
  EXPECT_EQ(nobody.outcome, delivery::refused_for_good);
  EXPECT_EQ(nobody.smtp_code, 550);
  EXPECT_NE(nobody.detail.find("no such person here"), std::string::npos) << nobody.detail;
  EXPECT_FALSE(nobody.mailbox_full);

  delivery_report const later = send_to("greylisted@example.org");
  EXPECT_EQ(later.outcome, delivery::refused_for_now);
  EXPECT_EQ(later.smtp_code, 451);
  EXPECT_FALSE(later.server_trouble);

  delivery_report const full = send_to("full@example.org");
  EXPECT_EQ(full.outcome, delivery::refused_for_good);
  EXPECT_TRUE(full.mailbox_full) << full.detail;
}

TEST_F(RealServer, RefusesAWrongPassword) {
  smtp_options wrong = options();
  wrong.password = "wrong";
  delivery_report const report = make_smtp_mailer(wrong)->send(sample_mail());
  EXPECT_EQ(report.outcome, delivery::refused_for_now);
  EXPECT_EQ(report.smtp_code, 535);
  EXPECT_TRUE(report.server_trouble);
}

TEST_F(RealServer, PassesTheLoginCheckAndKeepsNothingOfIt) {
  EXPECT_EQ(smtp_login_check(options()).detail, "connected to " + options().url + ", encrypted, logged in");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "mail"));
}

}  // namespace
}  // namespace rehearse
