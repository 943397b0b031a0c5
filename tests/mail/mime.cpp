#include "notify/smtp/mime.hpp"

#include "tests/mail/mail_check.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace rehearse {
namespace {

using namespace rehearse::testing;

mail_check& parsers() {
  static mail_check check;
  return check;
}

std::string differences(message const& mail) {
  return parsers().differences(mime_text(mail), mail);
}

TEST(Mime, IsReadBackByAnotherParser) {
  EXPECT_EQ(differences(sample_mail()), "ok");
  EXPECT_EQ(differences(sample_invitation(invitation_method::request)), "ok");
  EXPECT_EQ(differences(sample_invitation(invitation_method::cancel)), "ok");
}

// The other parser is able to disagree.
TEST(Mime, IsToldFromAnotherMail) {
  message other = sample_invitation();
  other.subject += "!";
  EXPECT_NE(parsers().differences(mime_text(sample_invitation()), other), "ok");
  other = sample_invitation(invitation_method::cancel);
  EXPECT_NE(parsers().differences(mime_text(sample_invitation()), other), "ok");
}

TEST(Mime, IsTheSameForEveryAttempt) {
  EXPECT_EQ(mime_text(sample_invitation()), mime_text(sample_invitation()));
}

TEST(Mime, GoesWithoutTheOptionalFields) {
  message mail = sample_mail();
  mail.reply_to.reset();
  mail.thread_id.clear();
  mail.to.name.clear();
  mail.html.clear();
  EXPECT_EQ(differences(mail), "ok");
}

TEST(Mime, KeepsLongLinesAndForeignScripts) {
  message mail = sample_mail();
  mail.text = std::string(10'000, 'x') + "\n" + std::string(10'000, ' ') +
              "\nمرحبا بالعالم \u200f\u202e abc\n👩‍💻🇳🇬\n";
  mail.html = "<p>" + mail.text + "</p>";
  mail.subject =
      "مقابلة تدريبية 👩‍💻🇳🇬 " + std::string(300, 'y') + " " + std::string(600, 'z');
  mail.to.name = "عَبْدُ الرَّحْمَن \"عبد\"";
  EXPECT_EQ(differences(mail), "ok");
}

TEST(Mime, KeepsNamesWithSpecialCharacters) {
  for (std::string name : {"O'Neil, Jr.", "Say \"hi\" \\ bye", "a@b.c", "=?UTF-8?B?aGk=?=", "<x>", "(comment)",
                           "J. R. R.", "Ann; Bob: Carl", "x"}) {
    message mail = sample_mail();
    mail.to.name = mail.from.name = name;
    EXPECT_EQ(differences(mail), "ok") << name;
  }
}

TEST(Mime, KeepsSubjectsWithOddBlanks) {
  for (std::string subject : {"a  b", " a", "a ", "=?x", "plain", "x\ty", "100% = all", ""}) {
    message mail = sample_mail();
    mail.subject = subject;
    EXPECT_EQ(differences(mail), "ok") << subject;
  }
}

TEST(Mime, RefusesWhatCouldForgeAHeader) {
  for (std::string const& evil :
       std::vector<std::string>{"x\r\nBcc: evil@example.org", "x\nBcc: y", "x\rBcc: y", std::string("x\0y", 3)}) {
    message mail = sample_mail();
    auto const refuses = [](message const& changed) {
      try {
        mime_text(changed);
      } catch (unsafe_header const&) {
        return true;
      }
      return false;
    };
    EXPECT_FALSE(refuses(mail));
    (mail = sample_mail()).subject = evil;
    EXPECT_TRUE(refuses(mail));
    (mail = sample_mail()).from.name = evil;
    EXPECT_TRUE(refuses(mail));
    (mail = sample_mail()).to.name = evil;
    EXPECT_TRUE(refuses(mail));
    (mail = sample_mail()).reply_to->name = evil;
    EXPECT_TRUE(refuses(mail));
    (mail = sample_mail()).to.address = evil + "@example.org";
    EXPECT_TRUE(refuses(mail));
    (mail = sample_mail()).message_id = "<" + evil + "@x>";
    EXPECT_TRUE(refuses(mail));
    (mail = sample_mail()).thread_id = "<" + evil + "@x>";
    EXPECT_TRUE(refuses(mail));
  }
}

TEST(Mime, RefusesAddressesThatAreNone) {
  for (std::string address :
       {"", "a", "@b", "a@", "a b@c.d", "a@b> NOTIFY=SUCCESS", "<a@b>", "a@b,c@d", "a@b@c", "ä@b.c"}) {
    message mail = sample_mail();
    mail.to.address = address;
    EXPECT_THROW(mime_text(mail), unsafe_header) << address;
  }
}

std::string utf8(char32_t c) {
  std::string bytes;
  auto const tail = [&](int shift) { bytes += static_cast<char>(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) {
    bytes += static_cast<char>(c);
  } else if (c < 0x800) {
    bytes += static_cast<char>(0xc0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    bytes += static_cast<char>(0xe0 | c >> 12);
    tail(6), tail(0);
  } else {
    bytes += static_cast<char>(0xf0 | c >> 18);
    tail(12), tail(6), tail(0);
  }
  return bytes;
}

// Characters of all lengths, with those that headers and encodings treat specially made frequent. Without controls, and
// without U+0085, U+2028 and U+2029, at which Python's parser breaks decoded lines.
rc::Gen<std::string> texts(bool with_lines) {
  auto const special =
      rc::gen::map(rc::gen::elementOf(std::string(" =?_.,;:<>\"\\()@")), [](char c) { return char32_t(c); });
  auto const lines = rc::gen::element<char32_t>('\n', '\t', '.', 'F', ' ');
  auto const any = rc::gen::weightedOneOf<char32_t>({{4, rc::gen::inRange<char32_t>(0x20, 0x7f)},
                                                     {3, special},
                                                     {2, rc::gen::inRange<char32_t>(0xa1, 0x800)},
                                                     {2, rc::gen::inRange<char32_t>(0x900, 0x2000)},
                                                     {2, rc::gen::inRange<char32_t>(0x1f300, 0x1fa00)},
                                                     {with_lines ? 2u : 0u, lines}});
  return rc::gen::map(rc::gen::container<std::u32string>(any), [](std::u32string const& characters) {
    std::string text;
    for (char32_t c : characters) text += utf8(c);
    return text;
  });
}

void expect_same_after_parsing() {
  message mail = sample_invitation();
  mail.subject = *texts(false);
  mail.to.name = *texts(false);
  mail.from.name = *texts(false);
  mail.text = *texts(true);
  mail.html = "<p>" + *texts(true);
  RC_ASSERT(differences(mail) == "ok");
}

// Without shrinking: each step asks another process, and it would take minutes to say what the first failure says
// already. RC_PARAMS="seed=…" runs it again.
TEST(Mime, GivesEverySubjectNameAndTextBack) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.disableShrinking = true;

  auto const result =
      rc::detail::checkTestable(&expect_same_after_parsing, rc::detail::TestMetadata{"mail", "mime"}, params);

  rc::detail::printResultMessage(result, std::cerr);
  EXPECT_TRUE(result.is<rc::detail::SuccessResult>()) << "seed " << params.seed;
}

}  // namespace
}  // namespace rehearse
