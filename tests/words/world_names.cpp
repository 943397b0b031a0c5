// Countries and languages by name, and languages found again by the name that somebody typed.
#include "notify/words/world_names.hpp"

#include <gtest/gtest.h>

namespace rehearse {

TEST(WorldNames, FindALanguageByItsNameOrItsTag) {
  auto const language = words{};

  EXPECT_EQ(language_tag_of("English", language), "en");
  EXPECT_EQ(language_tag_of("hindi", language), "hi");
  EXPECT_EQ(language_tag_of("Portuguese (Brazil)", language), "pt-BR");
  EXPECT_EQ(language_tag_of("PT-br", language), "pt-BR");
  EXPECT_EQ(language_tag_of("zh-Hant-TW", language), "zh-Hant-TW");
  EXPECT_EQ(language_tag_of("Klingonish", language), "Klingonish");
}

TEST(WorldNames, KnowWhichLanguagesThereAre) {
  for (auto const* tag : {"en", "EN", "pt-BR", "yue", "ig", "de-CH-1996", "sr-Latn", "x-private"})
    EXPECT_TRUE(is_known_language(tag)) << tag;
  for (auto const* tag : {"english", "qq", "German", "xyzzy"}) EXPECT_FALSE(is_known_language(tag)) << tag;
}

}  // namespace rehearse
