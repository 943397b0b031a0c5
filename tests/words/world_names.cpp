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

TEST(WorldNames, OfCitiesAreThoseOfTheReadersLanguage) {
  auto const english = words{}, spanish = words{"es"};

  EXPECT_EQ(city_name("Europe/London", english), "London");
  EXPECT_EQ(city_name("Europe/London", spanish), "Londres");
  EXPECT_EQ(city_name("America/Mexico_City", spanish), "Ciudad de México");
  EXPECT_EQ(city_name("America/Argentina/Buenos_Aires", spanish), "Buenos Aires");
  // By the old name of a zone, too: browsers use it.
  EXPECT_EQ(city_name("Asia/Calcutta", english), "Kolkata");
  EXPECT_EQ(city_name("Asia/Kolkata", spanish), city_name("Asia/Calcutta", spanish));
  EXPECT_EQ(city_name("US/Pacific", english), "Los Angeles");
}

TEST(WorldNames, OfZonesWithoutACityAreTheZonesOwn) {
  EXPECT_EQ(city_name("UTC", words{"es"}), "UTC");
  EXPECT_EQ(city_name("Etc/GMT+5", words{"es"}), "Etc/GMT+5");
  EXPECT_EQ(city_name("Mars/Olympus_Mons", words{"es"}), "Olympus Mons");
}

TEST(WorldNames, MarkTextsOfAnotherLanguageAlone) {
  EXPECT_EQ(foreign_tag("en", words{}), "");
  EXPECT_EQ(foreign_tag("en-GB", words{}), "");
  EXPECT_EQ(foreign_tag("en-GB", words{"es"}), "en-GB");
  EXPECT_EQ(foreign_tag("pt", words{}), "pt") << "a language that we do not speak";
}

TEST(WorldNames, AreFoundHoweverSomebodyTypesThem) {
  for (auto const* typed : {"São Paulo", "sao_paulo", "SAO  PAULO", "Sa\u0303o Paulo"})
    EXPECT_EQ(search_key(typed), "saopaulo") << typed;
  EXPECT_EQ(search_key("Etc/GMT+5"), "etcgmt5");
  EXPECT_EQ(search_key("東京"), "東京");
  EXPECT_EQ(search_key(" -,’ "), "");
}

}  // namespace rehearse
