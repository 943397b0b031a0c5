// What the API says where the database can take nothing now: made beforehand, and the same as it would say otherwise.
#include "server/api/routes.hpp"
#include "server/auth/fault_answers.hpp"

#include <gtest/gtest.h>

namespace rehearse {

TEST(Overload, IsToldInTheWordsOfEveryOtherRefusal) {
  auto const api = api_entrance();
  for (auto const* id : {"req_abc_1", "req_\"2\""}) {
    http::request asked;
    asked.id = id;
    call const c{std::make_shared<http::request const>(asked), {}, nullptr};

    auto const beforehand = api.overloaded(c);
    auto const otherwise = api.refuse(c, not_now()).response;

    EXPECT_EQ(beforehand.status, 503);
    EXPECT_EQ(beforehand.status, otherwise.status);
    EXPECT_EQ(beforehand.headers, otherwise.headers);
    EXPECT_EQ(beforehand.body, otherwise.body);
    EXPECT_NE(beforehand.body.find("Nothing was changed"), std::string::npos);
  }
}

}  // namespace rehearse
