// English in disguise: what tests of pages and mails read to find text that nobody translates.
#include "notify/words/templates.hpp"
#include "notify/words/time_text.hpp"
#include "notify/words/world_names.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace rehearse {

namespace {

class PseudoLocales : public testing::Test {
 protected:
  static void SetUpTestSuite() { allow_pseudo_locales(); }

  words accents{"en-XA"}, mirror{"ar-XB"};
};

bool has_plain_letters(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

TEST_F(PseudoLocales, AreFoundByTheirWholeTagAlone) {
  EXPECT_EQ(accents.locale(), "en-XA");
  EXPECT_EQ(words{"AR_xb"}.locale(), "ar-XB");
  EXPECT_EQ(words{"en-GB"}.locale(), "en");
  EXPECT_EQ(words{"ar"}.locale(), "en");
  EXPECT_EQ(words{"es-MX"}.locale(), "es");
  EXPECT_EQ(offered_locales(), (std::vector<std::string>{"en", "es"}));
}

TEST_F(PseudoLocales, PutAccentsOnEveryLetterAndMakeTextsLonger) {
  auto const said = accents.say("Hello {name},", {{"name", "Ada"}});

  EXPECT_TRUE(said.starts_with("[Ĥéļļö Ada,"));
  EXPECT_TRUE(said.ends_with("]"));
  for (auto const* text : {"Yes", "Book this interview", "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz"})
    EXPECT_FALSE(has_plain_letters(accents.say(text))) << accents.say(text);
  EXPECT_GE(accents.say("Book this interview").size(), std::string_view{"Book this interview"}.size() * 14 / 10);
}

TEST_F(PseudoLocales, DisguiseWhatIcuSaysToo) {
  auto const day = date::local_days{date::year{2026} / 11 / 24};

  EXPECT_FALSE(has_plain_letters(time_text{accents}.day(day)));
  EXPECT_FALSE(has_plain_letters(country_name("DE", accents)));
  EXPECT_FALSE(has_plain_letters(city_name("Europe/Berlin", accents)));
  EXPECT_FALSE(has_plain_letters(accents.plural("{count} hour", "{count} hours", 2)));
  EXPECT_TRUE(listed({"Go", "Rust"}, accents).starts_with("[Go åñđ Rust"));
}

TEST_F(PseudoLocales, RunLeftwardsAndKeepValuesAsTheyAre) {
  EXPECT_STREQ(mirror.direction(), "rtl");
  EXPECT_STREQ(accents.direction(), "ltr");
  // RLO … PDF around our words, FSI … PDI around the value.
  EXPECT_EQ(mirror.say("Hello {name},", {{"name", "Ada"}}), "\u202EHello \u202C\u2068Ada\u2069\u202E,\u202C");
}

TEST_F(PseudoLocales, IsolateTheValuesOfTemplatesWhereLinesRunLeftwards) {
  embedded_file const file{"a.html", "<p>{{#say}}Hello {name},{{/say}}</p>"};
  auto const all = templates{std::span{&file, 1}};

  EXPECT_EQ(all.render("a.html", mirror, {{"name", "A & B"}}),
            "<p>\u202EHello \u202C\u2068A &amp; B\u2069\u202E,\u202C</p>");
  EXPECT_EQ(all.render("a.html", words{"es"}, {{"name", "Ada"}}), "<p>Hola, Ada:</p>");
}

}  // namespace rehearse
