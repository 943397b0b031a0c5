// What the floors above ask of a request, and how they write texts: cookies, forms, proxies, negotiation, problems.
#include "server/http/client_address.hpp"
#include "server/http/json_text.hpp"
#include "server/http/negotiation.hpp"
#include "server/http/problem.hpp"
#include "server/http/response_head.hpp"
#include "server/http/target.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace rehearse::http {
namespace {

using pairs = std::vector<std::pair<std::string, std::string>>;

request with_field(std::string name, std::string value) {
  request asked;
  asked.headers = {{std::move(name), std::move(value)}};
  return asked;
}

TEST(Request, FindsACookieByItsWholeName) {
  auto const asked = with_field("cookie", "a=1; session=abc; b=\"x\"; empty=");

  EXPECT_EQ(asked.cookie("session"), "abc");
  EXPECT_EQ(asked.cookie("empty"), "");
  EXPECT_FALSE(asked.cookie("sess"));
  EXPECT_FALSE(asked.cookie("ession"));
}

TEST(Target, DecodesPathAndQuery) {
  auto const read = read_target("/caf%C3%A9/x?q=a+b%2Bc&flag&=&q=2");

  ASSERT_TRUE(read);
  EXPECT_EQ(read->path, "/caf\xc3\xa9/x");
  EXPECT_EQ(read->query, (pairs{{"q", "a b+c"}, {"flag", ""}, {"q", "2"}}));
}

// What stands for itself is read on a way of its own; an escape beside it leads round that.
std::optional<pairs> query_beside_an_escape(std::string const& query) {
  auto const read = read_target("/%70?" + query);
  return read ? std::optional(read->query) : std::nullopt;
}

std::optional<pairs> form_beside_an_escape(std::string const& body) {
  auto read = read_form("%78&" + body);
  if (read) read->erase(read->begin());
  return read;
}

TEST(Target, ReadsWhatStandsForItselfAsWhatStandsBesideAnEscape) {
  std::vector<std::string> const members{
      "", "a", "=", "a=", "=b", "a=b", "a==b=", "zone=Asia/Kolkata", "t=9:00@x?y!$'()*,;"};
  std::vector<std::string> queries = members;
  for (auto const& one : members)
    for (auto const& two : members) {
      queries.push_back(one + "&" + two);
      for (auto const& three : members) queries.push_back(one + "&" + two + "&" + three);
    }
  for (auto const& query : queries) {
    auto const read = read_target("/p?" + query);
    ASSERT_TRUE(read) << query;
    EXPECT_EQ(read->path, "/p");
    EXPECT_EQ(read->query, query_beside_an_escape(query)) << query;
    EXPECT_EQ(read_form(query), form_beside_an_escape(query)) << query;
  }
}

TEST(Target, ReadsEveryByteAlikeWithAndWithoutAnEscapeBesideIt) {
  for (int byte = 0; byte < 256; ++byte) {
    SCOPED_TRACE(byte);
    std::string const around = std::string("a") + static_cast<char>(byte) + "b";
    auto const in_query = read_target("/p?" + around);
    EXPECT_EQ(in_query ? std::optional(in_query->query) : std::nullopt, query_beside_an_escape(around));
    EXPECT_EQ(read_form(around), form_beside_an_escape(around));
    if (byte == '?') continue;  // ends the path
    auto const in_path = read_target("/" + around), escaped = read_target("/%61" + around.substr(1));
    EXPECT_EQ(in_path ? in_path->path : "none", escaped ? escaped->path : "none");
  }
}

TEST(Target, RefusesAPathThatCouldBeReadInTwoWays) {
  for (auto const* target : {"?a=b", "//p?a=b", "/a//b?x=1", "/../a?x", "/.?x", "/%2e%2e/a?x", "/a/./b"})
    EXPECT_FALSE(read_target(target)) << target;
}

TEST(Target, IsTheSameInAbsoluteForm) {
  auto const read = read_target("http://rehearse.example/book?zone=Africa%2FLagos");

  ASSERT_TRUE(read);
  EXPECT_EQ(read->path, "/book");
  EXPECT_EQ(read->query, (pairs{{"zone", "Africa/Lagos"}}));
  EXPECT_TRUE(agrees_with_host(*read, "Rehearse.example:80"));
  EXPECT_FALSE(agrees_with_host(*read, "rehearse.example:443"));
  EXPECT_FALSE(agrees_with_host(*read, "example"));
}

TEST(ClientNetwork, IsAnAddressOfIpv4AndTheFirstHalfOfOneOfIpv6) {
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of("2001:db8:1:2::"), network_of("2001:db8:1:2:ffff::9"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
  EXPECT_EQ(network_of("fe80::1%eth0"), "fe80::/64");
  EXPECT_EQ(network_of("unknown"), "unknown");
}

TEST(Form, ReadsAPlusAsASpace) {
  EXPECT_EQ(read_form("name=Ada+Lovelace&mail=a%2Bb%40c.example&text=one%0D%0Atwo"),
            (pairs{{"name", "Ada Lovelace"}, {"mail", "a+b@c.example"}, {"text", "one\r\ntwo"}}));
  EXPECT_EQ(read_form(""), pairs{});
  EXPECT_EQ(read_form("a"), (pairs{{"a", ""}}));
}

TEST(Form, RefusesWhatItCannotRead) {
  EXPECT_FALSE(read_form("a=%"));
  EXPECT_FALSE(read_form("a=%zz"));
  EXPECT_FALSE(read_form("a=%ff"));
  EXPECT_FALSE(read_form("a=b c"));
}

TEST(PercentEncoding, ComesBackAsItWas) {
  std::string const text = "a b+c/d?e&f=g%\xc3\xa9";

  EXPECT_EQ(percent_encoded(text), "a%20b%2Bc%2Fd%3Fe%26f%3Dg%25%C3%A9");
  EXPECT_EQ(read_form("x=" + percent_encoded(text)), (pairs{{"x", text}}));
}

TEST(TrustedProxies, BelieveOnlyWhatATrustedAddressWrote) {
  trusted_proxies const proxies({"10.0.0.0/8", "192.0.2.7", "2001:db8::/32"});
  auto const client = [&](std::string_view peer, std::string said) {
    return proxies.client_of(peer, with_field("X-Forwarded-For", std::move(said)).headers);
  };

  EXPECT_EQ(client("203.0.113.1", "198.51.100.1"), "203.0.113.1");
  EXPECT_EQ(client("10.1.2.3", "198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(client("::ffff:10.1.2.3", "198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(client("10.1.2.3", "1.1.1.1, 198.51.100.1, 192.0.2.7"), "198.51.100.1");
  EXPECT_EQ(client("10.1.2.3", "10.0.0.1, 10.0.0.2"), "10.0.0.1");
  EXPECT_EQ(client("10.1.2.3", ""), "10.1.2.3");
  EXPECT_EQ(client("10.1.2.3", "198.51.100.1, unknown"), "10.1.2.3");
  EXPECT_EQ(client("10.1.2.3", "198.51.100.1:4711"), "198.51.100.1");
  EXPECT_EQ(client("2001:db8::1", "[2001:DB9:0::5]:80"), "2001:db9::5");
  EXPECT_EQ(client("192.0.2.8", "198.51.100.1"), "192.0.2.8");
}

TEST(TrustedProxies, ReadSeveralFieldsAsOneList) {
  trusted_proxies const proxies({"10.0.0.0/8"});
  header_list const fields{{"X-Forwarded-For", "1.1.1.1"}, {"x-forwarded-for", "198.51.100.1, 10.0.0.1"}};

  EXPECT_EQ(proxies.client_of("10.0.0.2", fields), "198.51.100.1");
}

TEST(TrustedProxies, RefuseWhatIsNoRange) {
  for (auto const* wrong : {"", "x", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "10.0.0"})
    EXPECT_THROW(trusted_proxies({wrong}), std::invalid_argument) << wrong;
}

TEST(Accept, TakesTheClosestRange) {
  EXPECT_TRUE(accepts(request{}, "application/json"));
  EXPECT_TRUE(accepts(with_field("Accept", "text/html, */*;q=0.1"), "application/json"));
  EXPECT_TRUE(accepts(with_field("Accept", "Application/*"), "application/json"));
  EXPECT_FALSE(accepts(with_field("Accept", "text/html"), "application/json"));
  EXPECT_FALSE(accepts(with_field("Accept", "*/*, application/json;q=0"), "application/json"));
  EXPECT_FALSE(accepts(with_field("Accept", "*/*, application/json; q=0.000"), "application/json"));
  EXPECT_TRUE(accepts(with_field("Accept", "application/*;q=0, application/json;q=0.05"), "application/json"));
}

bool takes_json(header_list fields) {
  request sent;
  sent.headers = std::move(fields);
  return !trouble_with_content(sent, {"application/json", "application/merge-patch+json"});
}

TEST(Content, IsOfOneOfTheTypesInUtf8) {
  EXPECT_TRUE(takes_json({{"Content-Type", "application/json"}}));
  EXPECT_TRUE(takes_json({{"Content-Type", "Application/JSON; Charset=\"UTF-8\""}}));
  EXPECT_TRUE(takes_json({{"Content-Type", "application/merge-patch+json;v=1; charset=utf-8"}}));

  EXPECT_FALSE(takes_json({}));
  EXPECT_FALSE(takes_json({{"Content-Type", "application/json5"}}));
  EXPECT_FALSE(takes_json({{"Content-Type", "application/json; charset=utf-16"}}));
  EXPECT_FALSE(takes_json({{"Content-Type", "application/json;v=1;charset=\"iso-8859-1\""}}));
  EXPECT_FALSE(takes_json({{"Content-Type", "application/json; charset=utf-8; charset=utf-16"}}));
  EXPECT_FALSE(takes_json({{"Content-Type", "application/json"}, {"Content-Type", "text/plain"}}));
}

TEST(Content, IsNotCoded) {
  std::pair<std::string, std::string> const json{"Content-Type", "application/json"};
  EXPECT_TRUE(takes_json({json, {"Content-Encoding", "identity"}}));

  EXPECT_FALSE(takes_json({json, {"Content-Encoding", "gzip"}}));
  EXPECT_FALSE(takes_json({json, {"Content-Encoding", "identity, br"}}));
  EXPECT_FALSE(takes_json({json, {"Content-Encoding", "identity"}, {"content-encoding", "gzip"}}));
}

TEST(EntityTag, MatchesWeakly) {
  EXPECT_TRUE(etag_matches_weakly("W/\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches_weakly("\"x,y\", \"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches_weakly("*", "\"a\""));
  EXPECT_FALSE(etag_matches_weakly("\"x,\"a\"", "\"a\""));
  EXPECT_FALSE(etag_matches_weakly("", "\"a\""));
}

TEST(EntityTag, SparesOnlyReaders) {
  auto asked = with_field("If-None-Match", "\"a\"");
  EXPECT_TRUE(is_not_modified(asked, "\"a\""));
  EXPECT_FALSE(is_not_modified(asked, "\"b\""));

  asked.verb = method::put;
  EXPECT_FALSE(is_not_modified(asked, "\"a\""));
}

TEST(JsonText, EscapesWhatJsonAsksFor) {
  EXPECT_EQ(json_text("a\"b\\c\n\t\x01/\xc3\xa9"), "\"a\\\"b\\\\c\\n\\t\\u0001/\xc3\xa9\"");
  EXPECT_EQ(json_text(std::string_view("\0", 1)), "\"\\u0000\"");
  EXPECT_EQ(json_text("a\xff\xc3"), "\"a\xef\xbf\xbd\xef\xbf\xbd\"");
  EXPECT_EQ(json_text("\xed\xa0\x80").size(), 2 + 3 * 3U);  // a surrogate is no character
  EXPECT_EQ(json_text("\xf0\x9f\x98\x80"), "\"\xf0\x9f\x98\x80\"");
}

TEST(Problem, IsWrittenAsProblemJson) {
  problem what;
  what.status = 422;
  what.code = "invalid";
  what.title = "Not valid";
  what.errors = {{"/a/0", "is \"odd\""}, {"/b", "is missing"}};
  what.extra_members_json = "\"alternatives\":[]";

  auto const written = problem_response(what, "req_1");

  EXPECT_EQ(written.status, 422);
  EXPECT_EQ(written.headers, (header_list{{"Content-Type", "application/problem+json"}}));
  EXPECT_EQ(written.body,
            R"({"type":"/problems/invalid","title":"Not valid","status":422,"code":"invalid","request_id":"req_1",)"
            R"("errors":[{"pointer":"/a/0","detail":"is \"odd\""},{"pointer":"/b","detail":"is missing"}],)"
            R"("alternatives":[]})");
}

TEST(Problem, IsWrittenBeforeAnybodyAsks) {
  problem what;
  what.status = 503;
  what.code = "overloaded";
  what.title = "Not right now";
  what.detail = "Later.";
  what.extra_members_json = "\"more\":1";
  ready_problem const ready(what);

  auto const one = ready.for_request("req_1");
  auto const other = ready.for_request("req_\"2\"");

  std::string const begin =
      R"({"type":"/problems/overloaded","title":"Not right now","status":503,"detail":"Later.","code":"overloaded",)";
  EXPECT_EQ(one.status, 503);
  EXPECT_EQ(one.headers, (header_list{{"Content-Type", "application/problem+json"}}));
  EXPECT_EQ(one.body, begin + R"("request_id":"req_1","more":1})");
  EXPECT_EQ(other.body, begin + R"("request_id":"req_\"2\"","more":1})");
}

TEST(Response, RefusesFieldsThatWouldBreakTheMessage) {
  response answer;

  EXPECT_THROW(answer.with("X", "a\r\nSet-Cookie: b=c"), std::invalid_argument);
  EXPECT_THROW(answer.with("X: y", "a"), std::invalid_argument);
  EXPECT_THROW(answer.with("Content-Length", "3"), std::invalid_argument);
  EXPECT_THROW(answer.with("transfer-encoding", "chunked"), std::invalid_argument);
}

TEST(HttpDate, IsEnglishAndPadded) {
  EXPECT_EQ(http_date(date::sys_days(date::year(2027) / 3 / 7) + hours(4) + minutes(5) + seconds(6)),
            "Sun, 07 Mar 2027 04:05:06 GMT");
}

}  // namespace
}  // namespace rehearse::http
