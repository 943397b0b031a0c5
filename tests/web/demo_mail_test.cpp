#include "notify/smtp/eml_mailer.hpp"
#include "server/web/demo/eml_file.hpp"
#include "tests/web/visitor.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace rehearse::test {
namespace {

namespace fs = std::filesystem;

// A folder with one mail as the mailer writes it, removed at the end.
class mail_folder {
 public:
  mail_folder() : path_(fs::temp_directory_path() / ("rehearse_demo_" + std::to_string(::getpid()))) {
    fs::create_directories(path_ / "mail");
    std::ofstream(path_ / "secret.eml") << "Subject: not yours\n\nsecret\n";
  }
  ~mail_folder() { fs::remove_all(path_); }
  std::string mails() const { return path_ / "mail"; }

 private:
  fs::path path_;
};

message sample_mail() {
  message mail;
  mail.from = {"Übungsgespräche", "post@example.org"};
  mail.to = {"Adaeze O.", "adaeze@example.org"};
  mail.subject = "Gebucht: Dienstag, 24. November – ein Gespräch, das länger als eine Zeile des Kopfes ist";
  mail.message_id = "<mail_1@example.org>";
  mail.text = "Guten Tag,\nhttps://example.org/b/x?a=1&b=2 öffnet die Seite.\n";
  mail.html = "<html><head></head><body><p>Guten Tag, &lt;Ada&gt; äöü</p></body></html>";
  return mail;
}

}  // namespace

TEST(DemoMail, ShowsWhatTheMailerWrote) {
  world w;
  mail_folder folder;
  auto const mail = sample_mail();
  ASSERT_EQ(make_eml_mailer(folder.mails())->send(mail).outcome, delivery::sent);
  web_server server(w, true, folder.mails());
  visitor reader(server);

  auto const list = reader.get("/demo/mail");
  auto const page = reader.get("/demo/mail/mail_1@example.org.eml");
  auto const html = reader.get("/demo/mail/mail_1@example.org.eml/html");

  EXPECT_TRUE(shows(list, mail.subject)) << list.content();
  EXPECT_TRUE(shows(page, "<h1>" + mail.subject + "</h1>"));
  EXPECT_TRUE(shows(page, "<a href=\"https://example.org/b/x?a=1&amp;b=2\">")) << page.content();
  EXPECT_TRUE(shows(page, " öffnet die Seite."));
  EXPECT_TRUE(shows(html, "Guten Tag, &lt;Ada&gt; äöü"));
}

TEST(DemoMail, FramesTheHtmlSoThatItCanDoNothing) {
  world w;
  mail_folder folder;
  make_eml_mailer(folder.mails())->send(sample_mail());
  web_server server(w, true, folder.mails());
  auto const html = visitor(server).get("/demo/mail/mail_1@example.org.eml/html");

  auto const policy = http::joined(html.headers, "Content-Security-Policy");
  EXPECT_EQ(policy.find("script-src"), std::string::npos);
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("sandbox"), std::string::npos);
  EXPECT_EQ(policy.find("allow-scripts"), std::string::npos);
}

TEST(DemoMail, OpensNoFileOfAnotherName) {
  world w;
  mail_folder folder;
  fs::create_directories(folder.mails());
  std::ofstream(fs::path(folder.mails()) / "notes.txt") << "not a mail";
  std::ofstream(fs::path(folder.mails()) / ".hidden.eml") << "Subject: hidden\n\n";
  fs::create_symlink("../secret.eml", fs::path(folder.mails()) / "link.eml");
  web_server server(w, true, folder.mails());
  visitor reader(server);

  for (std::string const name : {"../secret.eml", "..%2Fsecret.eml", "notes.txt", ".hidden.eml", "link.eml", "no.eml",
                                 "/etc/passwd", "a\nb.eml"}) {
    http::request asked;
    asked.path = "/demo/mail/" + name;
    auto const given = server.answer(asked);
    EXPECT_EQ(given.status, 404) << name;
    EXPECT_FALSE(shows(given, "not yours")) << name;
  }
  EXPECT_FALSE(shows(reader.get("/demo/mail"), "hidden"));
}

TEST(DemoMail, IsNotThereOutsideTheDemo) {
  world w;
  mail_folder folder;
  make_eml_mailer(folder.mails())->send(sample_mail());
  web_server server(w, false, folder.mails());
  visitor reader(server);

  EXPECT_EQ(reader.get("/demo/mail").status, 404);
  EXPECT_EQ(reader.get("/demo/mail/mail_1@example.org.eml").status, 404);
  EXPECT_EQ(reader.get("/demo/mail/mail_1@example.org.eml/html").status, 404);
}

TEST(EmlFile, SurvivesWhatIsNoMail) {
  for (std::string_view const text :
       {"", "\n", "Subject", "Subject: =?UTF-8?B?", "Subject: =?=?=",
        "Content-Type: multipart/mixed; boundary=\"x\"\n\n--x\n--x\n--x", "Content-Type: multipart/mixed\n\n--\n--\n",
        "Content-Transfer-Encoding: "
        "quoted-printable\n\n=",
        "Content-Transfer-Encoding: base64\n\n%%%"}) {
    read_eml(text);
  }
  auto nested = std::string("--x\nContent-Type: multipart/mixed; boundary=\"x\"\n\n");
  std::string deep = "Content-Type: multipart/mixed; boundary=\"x\"\n\n";
  for (int i = 0; i < 2000; ++i) deep += nested;
  read_eml(deep + "--x--\n");
  SUCCEED();
}

}  // namespace rehearse::test
