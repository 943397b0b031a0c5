#include "server/http/router.hpp"

#include <gtest/gtest.h>

namespace rehearse::http {
namespace {

router sample() {
  router r;
  r.add(method::get, "/", 0);
  r.add(method::get, "/api/v1/bookings/{id}", 1);
  r.add(method::post, "/api/v1/bookings/find", 2);
  r.add(method::post, "/api/v1/bookings/{id}/cancel", 3);
  r.add(method::get, "/b/{token}", 4);
  r.add(method::get, "/b/{token}.ics", 5);
  r.add(method::get, "/api/v1/bookings/find/help", 6);
  return r;
}

TEST(Router, FindsLiteralsBeforeParameters) {
  auto const r = sample();

  EXPECT_EQ(r.find(method::post, "/api/v1/bookings/find").route, 2U);
  EXPECT_EQ(r.find(method::get, "/").route, 0U);
  EXPECT_EQ(r.find(method::post, "/api/v1/bookings/find/cancel").route, 3U);
}

TEST(Router, NamesTheParametersOfThePath) {
  auto const found = sample().find(method::post, "/api/v1/bookings/bk_1/cancel");

  EXPECT_EQ(found.route, 3U);
  ASSERT_EQ(found.parameters.size(), 1U);
  EXPECT_EQ(found.parameters[0], (std::pair<std::string, std::string>{"id", "bk_1"}));
}

TEST(Router, TellsAnEndingFromAPlainParameter) {
  auto const r = sample();

  EXPECT_EQ(r.find(method::get, "/b/abc").route, 4U);
  EXPECT_EQ(r.find(method::get, "/b/abc.ics").route, 5U);
  EXPECT_EQ(r.find(method::get, "/b/abc.ics").parameters[0].second, "abc");
}

TEST(Router, TellsAWrongMethodFromAnUnknownPath) {
  auto const r = sample();

  auto const wrong = r.find(method::delete_, "/b/abc");
  auto const unknown = r.find(method::get, "/b/abc/def");

  EXPECT_FALSE(wrong.route);
  EXPECT_EQ(wrong.allowed, "GET, HEAD, OPTIONS");
  EXPECT_EQ(unknown.allowed, "");
}

TEST(Router, AnswersHeadWhereGetIsAnsweredAndNeverAnEmptyParameter) {
  auto const r = sample();

  EXPECT_EQ(r.find(method::head, "/b/abc").route, 4U);
  EXPECT_EQ(r.find(method::get, "/b/").allowed, "");
  EXPECT_EQ(r.find(method::get, "/b/.ics").route, 4U);
}

TEST(Router, TakesAnEmptySegmentForOneThatNoRouteHas) {
  auto const r = sample();

  for (auto const* path : {"//", "/api/v1/bookings/find/", "/api/v1/bookings//cancel", "/b"})
    EXPECT_FALSE(r.find(method::post, path).route) << path;
}

TEST(Router, RefusesTwoRoutesForOnePattern) {
  auto r = sample();

  EXPECT_THROW(r.add(method::get, "/b/{token}", 9), std::logic_error);
}

}  // namespace
}  // namespace rehearse::http
