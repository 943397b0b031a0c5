// Whatever a person types as a name, goal or message: it reaches the reader in both parts, and no header field gains a
// line by it.
#include "notify/letters/plain_text.hpp"
#include "notify/smtp/mime.hpp"
#include "tests/letters/samples.hpp"

#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace rehearse {
namespace {

using enum letter_side;

letters const& the_letters() {
  static letters const all;
  return all;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

// Words alone, as a reader sees them however lines were broken.
std::string words_of(std::string const& text) {
  std::istringstream in{text};
  std::string all;
  for (std::string word; in >> word;)
    if (word != "|") all += word + " ";
  return all;
}

std::string replaced(std::string text, std::string const& from, std::string const& to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string seen_in_html(message const& mail) {
  std::string seen;
  bool inside_tag = false;
  for (char const c : mail.html.substr(mail.html.find("<body"))) {
    if (c == '<') seen += ' ';
    inside_tag = (inside_tag || c == '<') && c != '>';
    if (!inside_tag && c != '>') seen += c;
  }
  for (auto const& [entity, character] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    seen = replaced(seen, entity, character);
  return words_of(seen);
}

std::string utf8(std::u32string const& characters) {
  std::string bytes;
  for (char32_t const c : characters) {
    int const more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr unsigned char first[] = {0, 0xc0, 0xe0, 0xf0};
    bytes += static_cast<char>(first[more] | c >> (6 * more));
    for (int i = more - 1; i >= 0; --i) bytes += static_cast<char>(0x80 | (c >> (6 * i) & 0x3f));
  }
  return bytes;
}

// What the API lets through: any characters but controls; those that markup and headers treat specially often.
rc::Gen<std::string> typed_texts(std::u32string const& with) {
  auto const any =
      rc::gen::weightedOneOf<char32_t>({{6, rc::gen::inRange<char32_t>(0x20, 0x7f)},
                                        {3, rc::gen::elementOf(std::u32string(U" <>&\"'{}|=?.-:;") + with)},
                                        {2, rc::gen::inRange<char32_t>(0xa1, 0x1680)},
                                        {1, rc::gen::inRange<char32_t>(0x3041, 0xd000)},
                                        {1, rc::gen::inRange<char32_t>(0x1f300, 0x1fa00)}});
  return rc::gen::map(rc::gen::container<std::u32string>(any), utf8);
}

// The names of the header's fields; a line that is none and continues none is returned as it is.
std::set<std::string> header_fields(message const& mail) {
  auto const mime = mime_text(mail);
  std::istringstream header{mime.substr(0, mime.find("\r\n\r\n"))};
  std::set<std::string> names;
  for (std::string line; std::getline(header, line);)
    if (!line.starts_with(' ')) names.insert(line.substr(0, line.find(':')));
  return names;
}

std::set<std::string> const our_fields = {"Auto-Submitted", "Content-Type", "Date",       "From",
                                          "In-Reply-To",    "MIME-Version", "Message-ID", "References",
                                          "Reply-To",       "Subject",      "To"};

}  // namespace

RC_GTEST_PROP(StrangeTexts, ReachTheirReaderInBothParts, ()) {
  auto b = sample_booking();
  auto const goal = *typed_texts(U"\n\t");
  auto const words = *typed_texts(U"\n\t");
  b.candidate.name = *typed_texts(U"\u05d0\u0628");
  b.goal = goal;
  auto const booked = the_letters().booking_confirmation(volunteer, b, sample_stamp());
  auto const cancelled = the_letters().cancellation(volunteer, b, {candidate, false, words}, sample_stamp());

  for (auto const& [mail, typed] : {std::pair{&booked, &goal}, std::pair{&cancelled, &words}}) {
    auto const expected = words_of(shortened(*typed, 600));
    RC_ASSERT(has(words_of(mail->text), expected));
    RC_ASSERT(has(seen_in_html(*mail), expected));
    auto const name = words_of(harmless(b.candidate.name));
    RC_ASSERT(has(replaced(words_of(mail->text), "\u2068", ""), name.substr(0, name.find(' '))));
    RC_ASSERT(header_fields(*mail) == our_fields);
  }
}

RC_GTEST_PROP(StrangeTexts, AddNoFieldToAnyHeader, ()) {
  auto b = sample_booking();
  for (auto* text : {&b.candidate.name, &b.volunteer.name, &b.interview, &b.programme.name, &b.goal})
    *text = *typed_texts(U"\r\n\0");
  for (auto const to : {candidate, volunteer})
    RC_ASSERT(header_fields(the_letters().booking_confirmation(to, b, sample_stamp())) == our_fields);
}

TEST(StrangeTexts, NamesFromRightToLeftKeepTheSentenceInOrder) {
  auto b = sample_booking();
  b.candidate.name = "\u05e0\u05d5\u05e2\u05d4 \u05db\u05d4\u05df";  // Noa Cohen
  auto const mail = the_letters().booking_confirmation(volunteer, b, sample_stamp());
  auto const own = the_letters().booking_confirmation(candidate, b, sample_stamp());

  auto const isolated_name = "\u2068" + b.candidate.name + "\u2069";
  EXPECT_TRUE(has(mail.text, "When, for " + isolated_name + ":")) << mail.text;
  EXPECT_TRUE(has(mail.html, "When, for " + isolated_name));
  EXPECT_TRUE(has(own.text, "Hello " + isolated_name + ","));
  EXPECT_EQ(own.to.name, b.candidate.name) << "a header is no sentence";
}

TEST(StrangeTexts, EachLineOfAQuoteRunsItsOwnWay) {
  auto b = sample_booking();
  b.goal = "\u05e9\u05dc\u05d5\u05dd.\nGraphs, please.";
  auto const mail = letters{}.booking_confirmation(volunteer, b, sample_stamp());

  EXPECT_TRUE(has(mail.html, "<div dir=\"auto\">\u05e9\u05dc\u05d5\u05dd.<br></div>")) << mail.html;
  EXPECT_TRUE(has(mail.html, "<div dir=\"auto\">Graphs, please.<br></div>"));
}

TEST(StrangeTexts, NamesCannotTurnTheDirectionOfWhatFollows) {
  auto b = sample_booking();
  b.candidate.name = "Eve\u202egnikram\u2066x";
  b.goal = "a\u202eb";
  auto const mail = the_letters().booking_confirmation(volunteer, b, sample_stamp());

  EXPECT_FALSE(has(mail.text + mail.html, "\u202e"));
  EXPECT_TRUE(has(mail.text, "Evegnikramx"));
  EXPECT_TRUE(has(mail.text, "| ab"));
}

TEST(StrangeTexts, WhatMailProgramsWouldMakeALinkOfReachesNoStranger) {
  for (auto const* advertisement : {"Pills at pills.example today", "PILLS.EXAMPLE", "a.co", "x.example."})
    EXPECT_EQ(harmless_to_strangers(advertisement), "") << advertisement;
  for (auto const* name : {"J. R. R. Tolkien", "Dr. Ada Ph.D.", "Dr.Smith", "Adaeze O.", "Ngũgĩ wa Thiong'o", "李小龍"})
    EXPECT_EQ(harmless_to_strangers(name), name);

  auto b = sample_booking();
  b.candidate.name = "jane.doe";
  auto const to_her = the_letters().booking_confirmation(candidate, b, sample_stamp());
  EXPECT_FALSE(has(to_her.text + to_her.html + to_her.to.name + to_her.calendar->calendar, "jane.doe"));
  EXPECT_TRUE(has(the_letters().booking_confirmation(volunteer, b, sample_stamp()).text, "jane.doe"));
}

TEST(StrangeTexts, ALanguageWithADotIsALanguageToTheVolunteer) {
  auto b = sample_booking();
  b.programming_language = "ASP.NET";

  EXPECT_TRUE(has(the_letters().booking_confirmation(volunteer, b, sample_stamp()).text, "ASP.NET"));
}

}  // namespace rehearse
