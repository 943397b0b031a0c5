// The machine under the sockets: fed in every possible cut, where a socket would join what was sent apart.
#include "server/http/message_reader.hpp"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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

// Beast of Boost 1.81 asserts when the last chunk comes in pieces, and waits for ever after a bare LF.
class EveryCutOfAWrongBody : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryCutOfAWrongBody, IsRefused) {
  auto const bytes = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + GetParam();
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    message_reader reader({16 * 1024, 64 * 1024});

    ASSERT_EQ(feed(reader, bytes, cut), progress::refused) << "cut at " << cut;
    EXPECT_EQ(reader.why().status, 400);
  }
}

INSTANTIATE_TEST_SUITE_P(MessageReader, EveryCutOfAWrongBody,
                         ::testing::Values("3\nabc\r\n0\r\n\r\n", "3\r\nabc\n0\r\n\r\n", "3\r\nabc\r\n0\n\r\n",
                                           "3\r\nabc\r\n0\r\n\n\r\n", "0\n\n\r\n", "0\r\nX: a\r\n\r\n",
                                           "3\r\nabcd\r\n0\r\n\r\n", "3;a=\x01\r\nabc\r\n", ";\r\n\r\n\r\n"));

std::string in_hexadecimal(std::size_t number) {
  std::ostringstream text;
  text << std::hex << number;
  return text.str();
}

// What a client could make of a body: pieces of any bytes, with an extension now and then.
std::string chunked_body(std::vector<std::string> const& pieces) {
  std::string bytes;
  for (auto const& piece : pieces)
    if (!piece.empty())
      bytes += in_hexadecimal(piece.size()) + (piece.size() % 3 == 0 ? ";a=\"b\"" : "") + "\r\n" + piece + "\r\n";
  return bytes + "0\r\n\r\n";
}

RC_GTEST_PROP(MessageReader, ReadsAnyChunksInAnyPieces, (std::vector<std::string> const& pieces)) {
  auto const bytes = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked_body(pieces);
  message_reader reader({16 * 1024, 64 * 1024});
  std::string arrived, whole;
  for (auto const& piece : pieces) whole += piece;

  auto last = progress::needs_more;
  for (std::size_t at = 0; at < bytes.size() && last != progress::complete;) {
    auto const size = *rc::gen::inRange<std::size_t>(1, 40);
    arrived += bytes.substr(at, size);
    at += size;
    std::size_t taken = 0;
    do {
      last = reader.take(arrived, taken);
      arrived.erase(0, taken);
    } while (last == progress::header_read);
    RC_ASSERT(last != progress::refused);
  }

  RC_ASSERT(last == progress::complete);
  RC_ASSERT(reader.message().body == whole);
}

// Whoever sends it and however wrong it is: an answer or a wish for more, and never more taken than was there.
RC_GTEST_PROP(MessageReader, SurvivesAnyBytes, (std::vector<std::string> const& pieces)) {
  auto bytes = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked_body(pieces);
  auto const changes = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(rc::gen::pair(
      rc::gen::inRange<std::size_t>(0, bytes.size()), rc::gen::element('\r', '\n', '0', ';', ' ', 'f', '\0')));
  for (auto const& [at, byte] : changes) bytes[at] = byte;
  message_reader reader({16 * 1024, 64 * 1024});

  std::string arrived;
  for (char const byte : bytes) {
    arrived += byte;
    std::size_t taken = 0;
    auto last = progress::header_read;
    while (last == progress::header_read) {
      last = reader.take(arrived, taken);
      RC_ASSERT(taken <= arrived.size());
      arrived.erase(0, taken);
    }
    if (last != progress::needs_more) break;
  }
}

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
