// The page that shows all parts of pages: there for whoever changes them, and nowhere outside the demo.
#include "tests/support/tree.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

std::string text_of(std::string_view path) {
  std::ifstream file(in_source_tree(path));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::set<std::string> found(std::string const& text, std::regex const& wanted) {
  std::set<std::string> all;
  for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at) all.insert((*at)[1]);
  return all;
}

}  // namespace

TEST(DemoParts, AreAPageLikeAnyOther) {
  world w;
  web_server server(w, true);

  auto const page = visitor(server).get("/demo/parts");

  EXPECT_EQ(page.status, 200);
  for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << fault;
}

TEST(DemoParts, AreNotThereOutsideTheDemo) {
  world w;
  web_server server(w, false);

  EXPECT_EQ(visitor(server).get("/demo/parts").status, 404);
}

// What is described in DESIGN.md is drawn by the stylesheet and shown on the page: none of the three is forgotten.
TEST(DemoParts, ShowEachPartThatTheDesignNames) {
  world w;
  web_server server(w, true);
  auto const page = std::string(visitor(server).get("/demo/parts").content());
  auto const style = text_of("server/web/assets/rehearse.css");

  auto const parts = found(text_of("server/web/DESIGN.md"), std::regex(R"(\n\| `\.([a-z-]+)`)"));

  EXPECT_GE(parts.size(), 12u);
  for (auto const& part : parts) {
    EXPECT_TRUE(std::regex_search(page, std::regex("class=\"([a-z -]* )?" + part + "[ \"]"))) << part;
    EXPECT_NE(style.find("." + part), style.npos) << part;
  }
}

}  // namespace rehearse::test
