#include "notify/smtp/transfer_encodings.hpp"

#include <string>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

TEST(QuotedPrintable, LeavesPlainTextAndMakesItsLineEndsCrlf) {
  EXPECT_EQ(quoted_printable("one\ntwo\r\nthree\rfour"), "one\r\ntwo\r\nthree\r\nfour");
}

TEST(QuotedPrintable, EncodesWhatMailServersChange) {
  EXPECT_EQ(quoted_printable("a=b"), "a=3Db");
  EXPECT_EQ(quoted_printable("blank \ntab\t"), "blank=20\r\ntab=09");
  EXPECT_EQ(quoted_printable("é"), "=C3=A9");
  EXPECT_EQ(quoted_printable(std::string("\0", 1)), "=00");
}

TEST(QuotedPrintable, BreaksLinesAt76Characters) {
  std::string const encoded = quoted_printable(std::string(200, 'x'));
  EXPECT_EQ(encoded.find("=\r\n"), 75u);
  EXPECT_EQ(encoded.size(), 200u + 2 * 3);
}

TEST(QuotedPrintable, NeitherCutsAnEscapeNorLeavesALineTooLong) {
  for (std::size_t plain = 70; plain < 80; ++plain) {
    auto encoded = quoted_printable(std::string(plain, 'x') + "=\u00e9" + std::string(80, 'y') + "\n");
    for (std::size_t begin = 0, end; (end = encoded.find("\r\n", begin)) != encoded.npos; begin = end + 2)
      EXPECT_LE(end - begin, 76u);

    for (auto at = encoded.find("=\r\n"); at != encoded.npos; at = encoded.find("=\r\n", at)) encoded.erase(at, 3);
    EXPECT_EQ(encoded, std::string(plain, 'x') + "=3D=C3=A9" + std::string(80, 'y') + "\r\n");
  }
}

TEST(Base64, EncodesTheExamplesOfItsStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xff\xfe\xfd"), "//79");
}

TEST(Base64, BreaksFilesIntoLinesOf76Characters) {
  std::string const lines = base64_lines(std::string(58, 'a'));
  EXPECT_EQ(lines.find("\r\n"), 76u);
  EXPECT_EQ(lines.size(), 76u + 2 + 4 + 2);
}

}  // namespace
}  // namespace rehearse
