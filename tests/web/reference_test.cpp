#include "server/auth/problem_table.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

TEST(ProblemPages, ExistForEveryCode) {
  world w;
  web_server server(w);
  visitor reader(server);
  auto const all = reader.get("/problems");

  for (auto const& kind : all_problem_kinds()) {
    auto const path = "/problems/" + std::string(kind.code);
    EXPECT_EQ(reader.get(path).status, 200) << path;
    EXPECT_TRUE(shows(all, "href=\"" + path + "\"")) << path;
  }
  EXPECT_EQ(reader.get("/problems/no_such_code").status, 404);
}

TEST(Reference, StandsOnOwnFilesAlone) {
  world w;
  web_server server(w);
  visitor reader(server);
  auto const page = reader.get("/docs");

  EXPECT_EQ(page.status, 200);
  for (auto const* file : {"/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/assets/reference.js"}) {
    EXPECT_TRUE(shows(page, file)) << file;
    EXPECT_EQ(reader.get(file).status, 200) << file;
  }
  auto const policy = http::joined(page.headers, "Content-Security-Policy");
  EXPECT_NE(policy.find("script-src 'self';"), std::string::npos) << policy;
}

TEST(Reference, HasAPlainPageWithEveryOperationAndNoScript) {
  world w;
  web_server server(w);
  auto const page = visitor(server).get("/docs/plain");

  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(shows(page, "<script"));
  for (auto const* text :
       {"POST /api/v1/bookings</code>", "GET /api/v1/volunteers/{id}/availability", "id=\"schema-Availability\"",
        "href=\"#schema-Availability", "integer, default 720, at least 0"})
    EXPECT_TRUE(shows(page, text)) << text;
}

TEST(Reference, ShowsNamesInItsTextsAsCode) {
  world w;
  web_server server(w);

  auto const page = visitor(server).get("/docs/plain");

  EXPECT_TRUE(shows(page, "First local date in <code>zone</code>"));
  EXPECT_FALSE(shows(page, "`"));
}

// Nobody translates the document: it says so to whoever hears the page.
TEST(Reference, StaysEnglishWithinAPageInAnotherLanguage) {
  world w;
  web_server server(w);

  auto const page = visitor(server).get("/docs/plain?lang=es");

  EXPECT_TRUE(shows(page, "<html lang=\"es\""));
  auto const html = std::string(page.content());
  auto const english = html.find("<div lang=\"en\" dir=\"ltr\">");
  ASSERT_NE(english, html.npos);
  EXPECT_LT(english, html.find("<h2 id"));
  EXPECT_TRUE(shows(page, "<h4>Parameters</h4>"));
  EXPECT_TRUE(shows(page, "Privacidad"));
}

}  // namespace rehearse::test
