#include "notify/letters/plain_text.hpp"

#include <string>

#include <gtest/gtest.h>

namespace rehearse {

TEST(PlainText, WrapsUnderItsIndentationAndKeepsLinksWhole) {
  auto const words_of_ten =
      std::string{"- aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh"};
  EXPECT_EQ(wrapped(words_of_ten),
            "- aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\n  hhhhhhhhh\n");

  auto const link = "https://example.org/" + std::string(100, 'x');
  EXPECT_EQ(wrapped("See " + link + " now\n\n\n\nend"), "See\n" + link + "\nnow\n\nend\n");
}

TEST(PlainText, ShortensAtABlankAndNeverInsideACharacter) {
  EXPECT_EQ(shortened("one two three", 20), "one two three");
  EXPECT_EQ(shortened("one two three", 9), "one two …");
  auto const cut = shortened(std::string{"éééééééééééééééééééééééééééééééééééééééééééééééééé"}, 10);
  EXPECT_EQ(cut, "éééééééééé …");
}

}  // namespace rehearse
