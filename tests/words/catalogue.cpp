#include "notify/words/catalogue.hpp"

#include "tests/support/tree.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace rehearse {

TEST(Words, FillsNamedPlaceholders) {
  EXPECT_EQ(words{"en"}.say("In {city} it is now {time}", {{"city", "Lagos"}, {"time", "14:05"}}),
            "In Lagos it is now 14:05");
}

TEST(Words, DoesNotReadPlaceholdersInValues) {
  EXPECT_EQ(words{}.say("{a} and {b}", {{"a", "{b}"}, {"b", "x"}}), "{b} and x");
}

TEST(Words, RefusesAPlaceholderWithoutValueAndAValueWithoutPlaceholder) {
  EXPECT_THROW(words{}.say("Hello {name}"), std::logic_error);
  EXPECT_THROW(words{}.say("Hello", {{"name", "Ada"}}), std::logic_error);
  EXPECT_THROW(words{}.say("Hello {name", {{"name", "Ada"}}), std::logic_error);
}

TEST(Words, PicksTheFormOfANumber) {
  auto const english = words{"en"};

  EXPECT_EQ(english.plural("one minute", "{count} minutes", 1), "one minute");
  EXPECT_EQ(english.plural("one minute", "{count} minutes", 0), "0 minutes");
  EXPECT_EQ(english.plural("{count} hour", "{count} hours", 1), "1 hour");
  EXPECT_EQ(english.plural("{count} hour", "{count} hours", 12), "12 hours");
}

TEST(Words, SaysTheEmptyTextAsNothing) {
  EXPECT_EQ(words{}.say(""), "");
}

TEST(Words, SpeaksEnglishWhereALocaleIsNotKnown) {
  EXPECT_EQ(words{"tlh"}.locale(), "en");
  EXPECT_EQ(words{""}.locale(), "en");
  EXPECT_EQ(words{"en-GB"}.locale(), "en");
  EXPECT_EQ(words{"EN_us"}.locale(), "en");
}

TEST(Words, SpeaksSpanishToEveryCountryThatDoes) {
  for (auto const* tag : {"es", "es-MX", "ES_ar", "es-419"}) EXPECT_EQ(words{tag}.locale(), "es") << tag;

  EXPECT_EQ(words{"es"}.say("Yes"), "Sí");
  EXPECT_EQ(words{"es"}.say("{when}, with {name}", {{"when", "19:00"}, {"name", "Ada"}}), "19:00, con Ada");
}

TEST(Words, PicksTheSpanishFormOfANumber) {
  auto const spanish = words{"es"};

  EXPECT_EQ(spanish.plural("{count} slot", "{count} slots", 1), "1 hueco libre");
  EXPECT_EQ(spanish.plural("{count} slot", "{count} slots", 0), "0 huecos libres");
  EXPECT_EQ(spanish.plural("{count} slot", "{count} slots", 12), "12 huecos libres");
}

TEST(Words, OffersLanguagesAloneAndNoPseudoLocale) {
  EXPECT_EQ(offered_locales(), (std::vector<std::string>{"en", "es"}));
  EXPECT_EQ(supported_locale("es-MX"), "es");
  EXPECT_FALSE(supported_locale("tlh"));
  EXPECT_FALSE(supported_locale(""));
}

TEST(Words, ReadsAcceptLanguage) {
  EXPECT_EQ(best_locale(""), std::nullopt);
  EXPECT_EQ(best_locale("tlh, en-GB;q=0.8"), "en");
  EXPECT_EQ(best_locale("es-CO,es;q=0.9,en;q=0.8"), "es");
  EXPECT_EQ(best_locale("fr, en;q=0.5, es;q=0.7"), "es");
  EXPECT_EQ(best_locale("en, es"), "en");
  EXPECT_EQ(best_locale("*;q=0.5, ,;;q=,,q=nonsense"), std::nullopt);
  EXPECT_EQ(best_locale("fr, de;q=0.5"), std::nullopt);
}

// Fails, naming the texts, when a text of the sources or templates is missing in a catalogue, is there without being
// used, or is not translated. `notify/words/update_catalogue` mends the first two.
TEST(Catalogues, AreInStepWithSourcesAndTemplates) {
  auto const command = "\"" + in_source_tree("notify/words/update_catalogue") + "\" --check";

  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace rehearse
