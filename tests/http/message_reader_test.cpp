// The machine under the sockets: fed in every possible cut, where a socket would join what was sent apart.
#include "server/http/message_reader.hpp"

#include <string>

#include <gtest/gtest.h>

namespace rehearse::http {
namespace {

using progress = message_reader::progress;

// Feeds `bytes` up to `cut`, then byte by byte, as a connection does with what has arrived; says how that ended.
progress feed(message_reader& reader, std::string const& bytes, std::size_t cut) {
  std::string arrived;
  auto last = progress::needs_more;
  for (std::size_t at = 0; at < bytes.size(); at = at < cut ? cut : at + 1) {
    arrived += bytes.substr(at, at < cut ? cut - at : 1);
    std::size_t taken = 0;
    do {
      last = reader.take(arrived, taken);
      arrived.erase(0, taken);
    } while (last == progress::header_read);
    if (last != progress::needs_more) return last;
  }
  return last;
}

class EveryCut : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryCut, GivesTheSameMessage) {
  auto const bytes = "POST /a?b=c HTTP/1.1\r\nHost: a\r\n" + GetParam();
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    message_reader reader({16 * 1024, 64 * 1024});

    ASSERT_EQ(feed(reader, bytes, cut), progress::complete) << "cut at " << cut;
    EXPECT_EQ(reader.message().path, "/a");
    EXPECT_EQ(reader.message().body.size() % 3, 0U) << reader.message().body;
  }
}

INSTANTIATE_TEST_SUITE_P(
    MessageReader, EveryCut,
    ::testing::Values("\r\n", "Content-Length: 3\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                      "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                      "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n01\r\nc\r\n000;z\r\n\r\n"));

TEST(MessageReader, LeavesTheNextRequestAlone) {
  message_reader reader({16 * 1024, 64 * 1024});
  std::string const first = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", both = first + "GET /b HTTP/1.1\r\n";
  std::size_t taken = 0;

  EXPECT_EQ(reader.take(both, taken), progress::complete);
  EXPECT_EQ(taken, first.size());
}

// So that a browser is answered by a page, and a program by JSON.
TEST(MessageReader, KnowsThePathOfWhatIsRefusedBeforeItsHeaderIsWhole) {
  for (std::string const path : {"/", "/find", "/api/v1/slots"}) {
    message_reader reader({16 * 1024, 64 * 1024});

    EXPECT_EQ(feed(reader, "GET " + path + "?x=" + std::string(9000, 'x'), 9000), progress::refused);

    EXPECT_EQ(reader.why().status, 414);
    EXPECT_EQ(reader.message().path, path);
  }
}

}  // namespace
}  // namespace rehearse::http
