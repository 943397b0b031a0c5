#include "notify/words/templates.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace rehearse {

namespace {

templates made_of(std::vector<embedded_file> const& files) {
  return templates{files};
}

std::string rendered(std::string_view text, view const& facts, std::string_view name = "page.html") {
  return made_of({{name, text}}).render(name, words{}, facts);
}

std::string fault_of(std::string_view text, view const& sample) {
  try {
    auto const all = made_of({{"page.html", text}});
    all.check(std::vector<template_sample>{{"page.html", sample}});
  } catch (template_error const& fault) {
    return fault.what();
  }
  return "";
}

// As wide from the first case on as later.
int below(int end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end));
}

// Words, blanks, line ends, values, and sections with the like within.
std::string some_template(int depth) {
  static std::vector<std::string> const pieces{"word", "I'm", " ", "  ", "\n", "\n", "{{name}}", "{{note}}"};
  static std::vector<std::string> const sections{"open", "note", "days"};
  std::string text;
  for (auto left = below(10); left > 0; --left) {
    text += *rc::gen::elementOf(pieces);
    if (depth == 0 || below(3) > 0) continue;
    auto const section = *rc::gen::elementOf(sections);
    auto const opens = *rc::gen::element<std::string>("{{#", "{{^");
    text += opens + section + "}}" + some_template(depth - 1) + "{{/" + section + "}}";
  }
  return text;
}

// With a value that shows nothing behind each word: no two of them stand in one text any more.
std::string cut_at_words(std::string text) {
  for (auto const* word : {"word", "I'm"}) {
    auto const length = std::string_view{word}.size();
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + length))
      text.insert(at + length, "{{{note}}}");
  }
  return text;
}

}  // namespace

TEST(Templates, EscapeValuesInHtmlAlone) {
  auto const facts = view{{"name", "<script>\"O'Neil\" & Co"}};

  EXPECT_EQ(rendered("{{name}}", facts), "&lt;script&gt;&quot;O&#39;Neil&quot; &amp; Co");
  EXPECT_EQ(rendered("{{name}}", facts, "page.txt"), "<script>\"O'Neil\" & Co");
  EXPECT_EQ(rendered("{{{name}}}", {{"name", "<b>x</b>"}}), "<b>x</b>");
}

TEST(Templates, ShowSectionsForListsObjectsFlagsAndTexts) {
  auto const facts = view{{"slots", std::vector<view>{{{"time", "19:00"}}, {{"time", "20:00"}}}},
                          {"days", std::vector<std::string>{"Mon", "Tue"}},
                          {"place", view{{"url", "u"}}},
                          {"open", true},
                          {"note", ""},
                          {"count", 3}};

  EXPECT_EQ(rendered("{{#slots}}{{time}} {{/slots}}", facts), "19:00 20:00 ");
  EXPECT_EQ(rendered("{{#days}}{{.}},{{/days}}", facts), "Mon,Tue,");
  EXPECT_EQ(rendered("{{place.url}}{{#place}}{{url}}{{/place}}", facts), "uu");
  EXPECT_EQ(rendered("{{#open}}yes{{/open}}{{^open}}no{{/open}}{{count}}", facts), "yes3");
  EXPECT_EQ(rendered("{{#note}}yes{{/note}}{{^note}}no{{/note}}{{note}}", facts), "no");
}

TEST(Templates, LeaveOutALineOfWhichSectionsLeftNothing) {
  auto const facts =
      view{{"open", true}, {"note", ""}, {"name", "Ada"}, {"days", std::vector<std::string>{"Mon", "Tue"}}};

  EXPECT_EQ(rendered("a\n{{#open}}\nb\n{{/open}}\nc\n", facts), "a\nb\nc\n");
  EXPECT_EQ(rendered("a\n  {{#open}} {{/open}}\n\nb", facts), "a\n\nb") << "an empty line of its own stays";
  EXPECT_EQ(rendered("{{#days}}\n- {{.}}\n{{/days}}\n", facts), "- Mon\n- Tue\n");
  EXPECT_EQ(rendered("{{#open}}{{name}}\n{{/open}}", facts), "Ada\n");
  EXPECT_EQ(rendered("{{note}}\nb", facts), "\nb") << "a value alone is no section";
}

// Texts are taken out in as long pieces as can be: that must not be seen.
RC_GTEST_PROP(Templates, ReadTheSameInLongPiecesAndInShortOnes, ()) {
  auto const facts =
      view{{"open", true}, {"note", ""}, {"name", "Ada Obi"}, {"days", std::vector<std::string>{"Mon", "Tue"}}};
  auto const text = some_template(2);

  RC_ASSERT(rendered(text, facts) == rendered(cut_at_words(text), facts));
}

TEST(Templates, SpeakTheCatalogueAndEscapeTextAndValues) {
  auto const text = "{{#say}}\n  Can't <see>\n  {who.name}?\n{{/say}}";

  EXPECT_EQ(rendered(text, {{"who", view{{"name", "<Ada>"}}}}), "Can&#39;t &lt;see&gt; &lt;Ada&gt;?");
  EXPECT_EQ(rendered(text, {{"who", view{{"name", "<Ada>"}}}}, "a.txt"), "Can't <see> <Ada>?");
}

TEST(Templates, PutPartsInAndCommentsOut) {
  auto const all = made_of({{"page.html", "{{! a note }}\n{{> parts/a.html}}\n<p>{{name}}</p>\n"},
                            {"parts/a.html", "<h1>{{title}}</h1>\n{{> parts/b.html}}\n"},
                            {"parts/b.html", "<hr>\n"}});

  EXPECT_EQ(all.render("page.html", words{}, {{"title", "T"}, {"name", "N"}}), "<h1>T</h1>\n<hr>\n<p>N</p>\n");
  EXPECT_EQ(all.names(), std::vector<std::string>{"page.html"});
}

TEST(Templates, RefuseAMissingNameAndSayWhere) {
  for (auto const* text :
       {"{{nmae}}", "{{#nmae}}{{/nmae}}", "{{^nmae}}{{/nmae}}", "{{who.nmae}}", "{{#say}}{nmae}{{/say}}"}) {
    try {
      rendered(text, {{"name", "Ada"}, {"who", view{}}});
      ADD_FAILURE() << text << " passed";
    } catch (template_error const& fault) {
      EXPECT_NE(std::string{fault.what()}.find("page.html"), std::string::npos);
      EXPECT_NE(std::string{fault.what()}.find("nmae"), std::string::npos);
    }
  }
}

TEST(Templates, RefuseWhatIsBrokenWhenTheyAreMade) {
  EXPECT_THROW(made_of({{"a.html", "{{#open}}x"}}), template_error);
  EXPECT_THROW(made_of({{"a.html", "{{name"}}), template_error);
  EXPECT_THROW(made_of({{"a.html", "{{> parts/none.html}}"}}), template_error);
  EXPECT_THROW(made_of({{"a.html", "{{> a.html}}"}}), template_error);
  EXPECT_THROW(made_of({{"a.html", "{{#say}}x"}}), template_error);
  EXPECT_THROW(made_of({{"a.html", "{{#say}}{{x}}{{/say}}"}}), template_error);
  EXPECT_THROW(made_of({{"a.html", "x"}}).render("b.html", words{}, {}), template_error);
}

TEST(Templates, AreCheckedAlsoWhereTheSampleDoesNotLead) {
  auto const sample = view{{"open", false}, {"slots", std::vector<view>{{{"time", "19:00"}}}}, {"name", "Ada"}};

  EXPECT_EQ(fault_of("{{#open}}{{name}}{{/open}}{{#slots}}{{time}} {{name}}{{/slots}}", sample), "");
  EXPECT_NE(fault_of("{{#open}}{{nmae}}{{/open}}", sample), "");
  EXPECT_NE(fault_of("{{#slots}}{{tiem}}{{/slots}}", sample), "");
  EXPECT_NE(fault_of("{{^slots}}{{time}}{{/slots}}", sample), "");
  EXPECT_NE(fault_of("{{#slots}}{{#open}}{{/slots}}{{/open}}", sample), "");
  EXPECT_NE(fault_of("{{slots}}", sample), "") << "a list is no text";
}

TEST(Templates, DemandASampleOfEachTemplate) {
  EXPECT_THROW(made_of({{"a.html", "x"}, {"b.html", "y"}}).check(std::vector<template_sample>{{"a.html", {}}}),
               template_error);
  EXPECT_NE(fault_of("{{#list}}x{{/list}}", {{"list", view_value::list{}}}), "") << "an empty list shows nothing";
}

TEST(Templates, ComeFromAFolderWhereItHasThem) {
  auto const folder = std::filesystem::path{testing::TempDir()} / "rehearse_templates";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "a.html"} << "own {{name}}";

  auto const files = std::vector<embedded_file>{{"a.html", "built in"}, {"b.html", "built in"}};
  auto const all = templates{files, folder};

  EXPECT_EQ(all.render("a.html", words{}, {{"name", "N"}}), "own N");
  EXPECT_EQ(all.render("b.html", words{}, {}), "built in");
  std::filesystem::remove_all(folder);
}

TEST(Templates, RenderOnManyThreads) {
  auto const all = made_of({{"a.html", "{{#list}}{{name}}-{{outer}} {{/list}}"}});
  auto const render_often = [&all](std::string const& name) {
    for (auto i = 0; i < 200; ++i) {
      auto const text = all.render("a.html", words{}, {{"list", std::vector<view>{{{"name", name}}}}, {"outer", "o"}});
      ASSERT_EQ(text, name + "-o ");
    }
  };

  std::vector<std::jthread> threads;
  for (auto i = 0; i < 4; ++i) threads.emplace_back(render_often, std::to_string(i));
}

}  // namespace rehearse
