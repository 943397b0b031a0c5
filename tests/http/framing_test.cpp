// Every rule about what is a request, as bytes on a real socket. What two programs could read in two ways is refused,
// and the connection closes.
#include "tests/http/raw_client.hpp"
#include "tests/http/sample_server.hpp"

#include <string>

#include <gtest/gtest.h>

namespace rehearse::http {
namespace {

struct framing_case {
  std::string name;
  std::string bytes;
  int status;
};

std::ostream& operator<<(std::ostream& out, framing_case const& c) {
  return out << c.name;
}

std::string get(std::string const& target, std::string const& fields = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

std::string post(std::string const& fields, std::string const& body) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

std::string many_fields(int count) {
  std::string fields;
  for (int i = 0; i < count; ++i) fields += "X-" + std::to_string(i) + ": 1\r\n";
  return fields;
}

std::string const chunked = "Transfer-Encoding: chunked\r\n";

std::vector<framing_case> const refused{
    {"NoHost", "GET / HTTP/1.1\r\n\r\n", 400},
    {"TwoHosts", get("/", "Host: a\r\n"), 400},
    {"EmptyHost", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
    {"HostWithPath", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"HostWithUser", "GET / HTTP/1.1\r\nHost: me@a\r\n\r\n", 400},
    {"HostWithBadPort", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400},
    {"TwoHostsInHttp10", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", 400},
    {"AbsoluteFormOfAnotherHost", get("http://b/"), 400},
    {"AbsoluteFormOfAnotherPort", get("http://a:8080/"), 400},
    {"AbsoluteFormWithUser", get("http://me@a/"), 400},
    {"AbsoluteFormWithoutHost", get("http:///"), 400},
    {"AbsoluteFormOfAnotherScheme", get("ftp://a/"), 400},
    {"AbsoluteFormWithDots", get("http://a/../b"), 400},
    {"AbsoluteFormWithDoubleSlash", get("http://a//b"), 400},
    {"AbsoluteFormWithFragment", get("http://a#b"), 400},
    {"AbsoluteFormAndNoHostField", "GET http://a/ HTTP/1.1\r\n\r\n", 400},
    {"AuthorityForm", get("a:80"), 400},
    {"AsteriskForGet", get("*"), 400},
    {"TargetWithFragment", get("/a#b"), 400},
    {"TargetNotAscii", get("/\xc3\xa4"), 400},
    {"TargetWithControl", get("/a\x01"), 400},
    {"TargetWithSpace", get("/a b"), 400},
    {"TargetTooLong", get("/" + std::string(8 * 1024, 'a')), 414},
    {"TargetWithoutEnd", "GET /" + std::string(9 * 1024, 'a'), 414},
    {"BrokenEscape", get("/%zz"), 400},
    {"NulInPath", get("/%00"), 400},
    {"EncodedSlash", get("/a%2fb"), 400},
    {"EncodedBackslash", get("/a%5Cb"), 400},
    {"DotDot", get("/a/../b"), 400},
    {"EncodedDotDot", get("/a/%2e%2E/b"), 400},
    {"DotAtEnd", get("/a/."), 400},
    {"DoubleSlash", get("//a"), 400},
    {"DoubleSlashInside", get("/a//b"), 400},
    {"DoubleSlashAtEnd", get("/a//"), 400},
    {"PathNotUtf8", get("/%ff"), 400},
    {"QueryNotUtf8", get("/?a=%ff"), 400},
    {"UnknownMethod", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"LowerCaseMethod", "get / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"Connect", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"Trace", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"Http12", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
    {"Http09", "GET /\r\n\r\n", 400},
    {"LowerCaseVersion", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
    {"TwoSpaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"SpaceAtTheBeginning", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"TwoEmptyLinesBefore", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"Tls", "\x16\x03\x01\x02", 400},
    {"BareLineFeeds", "GET / HTTP/1.1\nHost: a\n\n", 400},
    {"BareCarriageReturn", get("/", "X: a\rb\r\n"), 400},
    {"NulInField", get("/", std::string("X: a\0b\r\n", 8)), 400},
    {"ControlInField", get("/", "X: a\x02\r\n"), 400},
    {"FoldedField", get("/", "X: a\r\n b\r\n"), 400},
    {"FoldedByTab", get("/", "X: a\r\n\tb\r\n"), 400},
    {"FoldedFirstField", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
    {"SpaceBeforeColon", get("/", "X : a\r\n"), 400},
    {"NoColon", get("/", "X\r\n"), 400},
    {"NoName", get("/", ": a\r\n"), 400},
    {"Underscore", get("/", "X_Y: a\r\n"), 400},
    {"TooManyFields", get("/", many_fields(100)), 431},
    {"HeaderTooLarge", get("/", "X: " + std::string(16 * 1024, 'a') + "\r\n"), 431},
    {"HeaderWithoutEnd", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(16 * 1024, 'a'), 431},
    {"TwoLengths", post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), 400},
    {"ListOfLengths", post("Content-Length: 1, 1\r\n", "a"), 400},
    {"DifferentLengths", post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400},
    {"NegativeLength", post("Content-Length: -1\r\n", ""), 400},
    {"SignedLength", post("Content-Length: +1\r\n", "a"), 400},
    {"HexadecimalLength", post("Content-Length: 0x1\r\n", "a"), 400},
    {"EmptyLength", post("Content-Length:\r\n", ""), 400},
    {"HugeLength", post("Content-Length: 99999999999999999999999\r\n", ""), 400},
    {"LengthAndChunked", post("Content-Length: 5\r\n" + chunked, "0\r\n\r\n"), 400},
    {"ChunkedAndLength", post(chunked + "Content-Length: 5\r\n", "0\r\n\r\n"), 400},
    {"ChunkedInHttp10", "POST / HTTP/1.0\r\nHost: a\r\n" + chunked + "\r\n0\r\n\r\n", 400},
    {"GzipChunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
    {"ChunkedTwice", post(chunked + chunked, "0\r\n\r\n"), 400},
    {"ChunkedTwiceInOne", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 400},
    {"ChunkedWithParameter", post("Transfer-Encoding: chunked;a=b\r\n", "0\r\n\r\n"), 400},
    {"Identity", post("Transfer-Encoding: identity\r\n", ""), 400},
    {"EmptyCoding", post("Transfer-Encoding:\r\n", ""), 400},
    {"BadChunkSize", post(chunked, "x\r\n\r\n"), 400},
    {"NegativeChunkSize", post(chunked, "-1\r\na\r\n"), 400},
    {"PrefixedChunkSize", post(chunked, "0x1\r\na\r\n0\r\n\r\n"), 400},
    {"HugeChunkSize", post(chunked, "fffffffffffffffff\r\n"), 400},
    {"ChunkLongerThanSaid", post(chunked, "1\r\nab\r\n0\r\n\r\n"), 400},
    {"ChunkEndedByLineFeed", post(chunked, "1\na\n0\n\n"), 400},
    {"Trailer", post(chunked, "0\r\nCookie: a=b\r\n\r\n"), 400},
    {"TrailerWithoutEnd", post(chunked, "0\r\nX: " + std::string(1024, 'a')), 400},
    {"LongChunkExtension", post(chunked, "1;a=" + std::string(2000, 'b') + "\r\na\r\n0\r\n\r\n"), 400},
    {"ExtensionWithoutEnd", post(chunked, "1;a=" + std::string(2000, 'b')), 400},
    {"OtherExpectation", get("/", "Expect: tea\r\n"), 417},
    {"TwoExpectations", get("/", "Expect: 100-continue\r\nExpect: 100-continue\r\n"), 417},
    {"BodyTooLarge", post("Content-Length: 65537\r\n", ""), 413},
    {"BodyTooLargeExpected", post("Content-Length: 65537\r\nExpect: 100-continue\r\n", ""), 413},
    {"ChunkTooLarge", post(chunked, "10001\r\n"), 413},
    {"ChunksTooLarge", post(chunked, "8000\r\n" + std::string(0x8000, 'a') + "\r\n8001\r\n"), 413},
};

std::vector<framing_case> const taken{
    {"Plain", get("/a"), 200},
    {"HostWithPort", "GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n", 200},
    {"HostIpv6", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200},
    {"EmptyLineBefore", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 200},
    {"LowerCaseFieldNames", "GET / HTTP/1.1\r\nhost: a\r\n\r\n", 200},
    {"HundredFields", get("/", many_fields(99)), 200},
    {"LongTarget", get("/" + std::string(8 * 1024 - 1, 'a')), 200},
    {"AbsoluteForm", get("http://a/"), 200},
    {"AbsoluteFormInCapitals", get("HTTP://A/b"), 200},
    {"AbsoluteFormWithoutPath", get("http://a"), 200},
    {"AbsoluteFormWithQueryAlone", get("http://a?b=c"), 200},
    {"AbsoluteFormWithItsOwnPort", get("http://a:80/"), 200},
    {"AbsoluteFormOfHttps", get("https://a:443/"), 200},
    {"AbsoluteFormIpv6", "GET http://[::1]:8080/ HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200},
    {"AbsoluteFormInHttp10", "GET http://a/ HTTP/1.0\r\n\r\n", 200},
    {"SlashAtTheEnd", get("/a/"), 200},
    {"ThreeDots", get("/..."), 200},
    {"EncodedUnicode", get("/%C3%A4"), 200},
    {"EmptyQuery", get("/?"), 200},
    {"AsteriskForOptions", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 204},
    {"Http10WithoutHost", "GET / HTTP/1.0\r\n\r\n", 200},
    {"ExpectationInHttp10", "GET / HTTP/1.0\r\nExpect: tea\r\n\r\n", 200},
    {"Body", post("Content-Length: 3\r\n", "abc"), 200},
    {"LargestBody", post("Content-Length: 65536\r\n", std::string(65536, 'a')), 200},
    {"Chunks", post(chunked, "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"), 200},
    {"ChunkExtension", post(chunked, "3;a=b\r\nabc\r\n0\r\n\r\n"), 200},
    {"NoChunks", post(chunked, "0\r\n\r\n"), 200},
    {"ChunkedInCapitals", post("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n"), 200},
};

// Byte by byte, or in two thousand pieces where that is more than a byte each.
void send_in_pieces(raw_client& client, std::string_view bytes) {
  auto const size = std::max<std::size_t>(1, bytes.size() / 2000);
  for (std::size_t at = 0; at < bytes.size(); at += size)
    if (!client.send(bytes.substr(at, size))) return;  // refused already
}

class RefusedFraming : public ::testing::TestWithParam<framing_case> {};
class TakenFraming : public ::testing::TestWithParam<framing_case> {};

std::string name_of_case(::testing::TestParamInfo<framing_case> const& info) {
  return info.param.name;
}

TEST_P(RefusedFraming, IsToldWhyAndTheConnectionCloses) {
  sample_server here;
  raw_client client(here.port());

  client.send(GetParam().bytes);
  auto const answer = client.answer();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status) << answer->body;
  EXPECT_EQ(answer->field("Connection"), "close");
  EXPECT_TRUE(answer->field("X-Request-Id"));
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(here.counted().framing_errors, 1U);
  EXPECT_EQ(here.counted().requests, 0U);
}

TEST_P(TakenFraming, IsAnswered) {
  sample_server here;
  raw_client client(here.port());

  client.send(GetParam().bytes);
  auto const answer = client.answer();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status) << answer->body;
  EXPECT_EQ(here.counted().framing_errors, 0U);
}

// The header may come in any pieces, and so may the body.
TEST_P(RefusedFraming, IsTheSameInPieces) {
  sample_server here;
  raw_client client(here.port());

  send_in_pieces(client, GetParam().bytes);
  auto const answer = client.answer();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status) << answer->body;
}

TEST_P(TakenFraming, IsTheSameInPieces) {
  sample_server here;
  raw_client client(here.port());

  send_in_pieces(client, GetParam().bytes);
  auto const answer = client.answer();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status) << answer->body;
}

INSTANTIATE_TEST_SUITE_P(Framing, RefusedFraming, ::testing::ValuesIn(refused), name_of_case);
INSTANTIATE_TEST_SUITE_P(Framing, TakenFraming, ::testing::ValuesIn(taken), name_of_case);

TEST(Framing, PutsTheChunksTogether) {
  sample_server here;
  raw_client client(here.port());

  client.send(post(chunked, "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"));

  EXPECT_EQ(client.answer()->body, "POST / abc");
}

TEST(Framing, SaysContinueOnlyToAClientThatWaits) {
  sample_server here;
  raw_client client(here.port());

  client.send(post("Content-Length: 3\r\nExpect: 100-continue\r\n", ""));
  auto const first = client.answer();
  client.send("abc");
  auto const second = client.answer();
  client.send(post("Content-Length: 3\r\nExpect: 100-continue\r\n", "def"));
  auto const third = client.answer();

  EXPECT_EQ(first->status, 100);
  EXPECT_EQ(second->body, "POST / abc");
  EXPECT_EQ(third->body, "POST / def");
}

TEST(Framing, LetsTheClientReadTheRefusalOfABodyItIsStillSending) {
  sample_server here;
  raw_client client(here.port());

  client.send(post("Content-Length: 4000000\r\n", ""));
  EXPECT_TRUE(client.send(std::string(4'000'000, 'a')));
  client.finish_sending();
  auto const answer = client.answer();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
  EXPECT_TRUE(client.is_closed());
}

TEST(Framing, DiscardsNoMoreThanItsLimit) {
  sample_server here;
  raw_client client(here.port());

  client.send(post("Content-Length: 40000000\r\n", ""));
  auto const all_taken = client.send(std::string(40'000'000, 'a'));

  EXPECT_FALSE(all_taken);
}

}  // namespace
}  // namespace rehearse::http
