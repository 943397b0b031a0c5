#include "notify/smtp/eml_mailer.hpp"
#include "notify/smtp/mime.hpp"
#include "tests/mail/mail_check.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace rehearse {
namespace {

using namespace rehearse::testing;

std::vector<std::string> names_in(std::filesystem::path const& folder) {
  std::vector<std::string> names;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename());
  return names;
}

TEST(EmlMailer, WritesTheBytesThatWouldTravel) {
  scratch_folder folder;
  auto const mailer = make_eml_mailer(folder.path() / "made" / "mail");

  delivery_report const report = mailer->send(sample_invitation());

  EXPECT_EQ(report.outcome, delivery::sent);
  auto const path = folder.path() / "made" / "mail" / "mail_abc123@rehearse.example.eml";
  EXPECT_EQ(read_file(path), mime_text(sample_invitation()));
}

TEST(EmlMailer, KeepsMailsFromOtherUsersOfTheMachine) {
  scratch_folder folder;
  make_eml_mailer(folder.path() / "mail")->send(sample_mail());

  struct stat facts {};
  ASSERT_EQ(::stat((folder.path() / "mail" / eml_file_name(sample_mail().message_id)).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat((folder.path() / "mail").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
}

TEST(EmlMailer, OverwritesARepeatAndLeavesNothingElse) {
  scratch_folder folder;
  auto const mailer = make_eml_mailer(folder.path());
  message mail = sample_mail();
  mailer->send(mail);
  mail.subject = "Another";
  mailer->send(mail);

  EXPECT_EQ(names_in(folder.path()), std::vector<std::string>{"mail_abc123@rehearse.example.eml"});
  EXPECT_NE(read_file(folder.path() / "mail_abc123@rehearse.example.eml").find("Subject: Another"), std::string::npos);
}

TEST(EmlMailer, LetsNoIdLeaveItsFolder) {
  EXPECT_EQ(eml_file_name("<../../etc/x@y>"), "_.._.._etc_x@y.eml");
  EXPECT_EQ(eml_file_name("<.hidden@x>"), "_.hidden@x.eml");
  EXPECT_EQ(eml_file_name(""), "_.eml");
  EXPECT_LT(eml_file_name(std::string(5000, 'x')).size(), 255u);
}

TEST(EmlMailer, ReportsAFolderThatCannotBe) {
  scratch_folder folder;
  std::ofstream(folder.path() / "file") << "in the way";

  delivery_report const report = make_eml_mailer(folder.path() / "file" / "mail")->send(sample_mail());

  EXPECT_EQ(report.outcome, delivery::refused_for_now);
  EXPECT_TRUE(report.server_trouble);
  EXPECT_NE(report.detail, "");
}

TEST(EmlMailer, RefusesAForgedHeaderForGood) {
  scratch_folder folder;
  message mail = sample_mail();
  mail.to.name = "x\r\nBcc: evil@example.org";

  EXPECT_EQ(make_eml_mailer(folder.path())->send(mail).outcome, delivery::refused_for_good);
  EXPECT_TRUE(names_in(folder.path()).empty());
}

}  // namespace
}  // namespace rehearse
