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

TEST(WorldNames, AreThoseOfTheReadersLanguage) {
  auto const spanish = words{"es"};

  EXPECT_EQ(country_name("DE", spanish), "Alemania");
  EXPECT_EQ(language_name("en", spanish), "inglés");
  EXPECT_EQ(language_tag_of("Inglés", spanish), "en");
  EXPECT_EQ(own_name("es"), "Español");
  EXPECT_EQ(own_name("en"), "English");
}

TEST(WorldNames, AreListedAsTheLanguageDoes) {
  EXPECT_EQ(listed({"a", "b", "c"}, words{}), "a, b and c");
  EXPECT_EQ(listed({"a", "b", "c"}, words{"es"}), "a, b y c");
  EXPECT_EQ(listed({"español", "inglés"}, words{"es"}), "español e inglés");
  EXPECT_EQ(listed({"a"}, words{"es"}), "a");
}

TEST(WorldNames, StandWhereAReaderLooksForThem) {
  std::vector<std::string> const names{"Zambia", "Åland", "Austria", "Éire", "Egypt"};
  auto const keys = order_keys(names, words{});

  EXPECT_LT(keys[1], keys[2]);  // Åland, Austria
  EXPECT_LT(keys[4], keys[3]);  // Egypt, Éire
  EXPECT_LT(keys[3], keys[0]);  // Éire, Zambia
}

TEST(WorldNames, KnowWhichLanguagesThereAre) {
  for (auto const* tag : {"en", "EN", "pt-BR", "yue", "ig", "de-CH-1996", "sr-Latn", "x-private"})
    EXPECT_TRUE(is_known_language(tag)) << tag;
  for (auto const* tag : {"english", "qq", "German", "xyzzy"}) EXPECT_FALSE(is_known_language(tag)) << tag;
}

}  // namespace rehearse
