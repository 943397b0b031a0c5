// Letters in other languages than English: each speaks one language from its subject to its last line.
#include "tests/letters/samples.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

namespace rehearse {

namespace {

booking_facts booking_in(std::string const& locale) {
  auto b = sample_booking();
  b.candidate.locale = b.volunteer.locale = b.programme.locale = locale;
  return b;
}

// Letters without what surrounds them; "" for times, links, addresses, ids, and words with accents.
std::string plain_word(std::string const& word) {
  if (word.find_first_of("/@_") != word.npos) return "";
  std::string letters;
  for (char const c : word) {
    if (static_cast<unsigned char>(c) >= 0x80) return "";
    if (std::isalpha(static_cast<unsigned char>(c))) letters += c;
  }
  return letters.size() > 1 ? letters : "";
}

std::set<std::string> plain_words(std::string const& text) {
  std::istringstream in(text);
  std::set<std::string> words;
  for (std::string word; in >> word;)
    if (auto const plain = plain_word(word); !plain.empty()) words.insert(plain);
  return words;
}

// What people typed, and names.
std::set<std::string> typed_words(booking_facts const& b) {
  auto all = "UTC Something came up at work Sorry " + b.interview + " " + b.candidate.name + " " + b.volunteer.name +
             " " + b.goal + " " + b.programme.name + " " + *b.programming_language;
  for (auto const& each : b.criteria) all += " " + each;
  return plain_words(all);
}

std::vector<std::string> plain_words_of_ours(message const& mail, booking_facts const& b) {
  auto const typed = typed_words(b), all = plain_words(mail.subject + "\n" + mail.text);
  std::vector<std::string> ours;
  std::ranges::set_difference(all, typed, std::back_inserter(ours));
  return ours;
}

}  // namespace

TEST(Letters, SayNothingThatNobodyTranslates) {
  allow_pseudo_locales();
  auto const b = booking_in("en-XA");

  for (auto const& [name, mail] : every_letter(b)) {
    EXPECT_EQ(plain_words_of_ours(mail, b), std::vector<std::string>{}) << name << "\n" << mail.text;
    EXPECT_NE(mail.html.find("<html lang=\"en-XA\" dir=\"ltr\">"), std::string::npos) << name;
  }
}

TEST(Letters, SpeakSpanishThroughout) {
  auto const b = booking_in("es");

  for (auto const& [name, mail] : every_letter(b)) {
    auto const ours = plain_words_of_ours(mail, b);
    for (auto const* english : {"the", "you", "your", "is", "and", "this", "with", "of"})
      EXPECT_EQ(std::ranges::count(ours, english), 0) << english << " in " << name << "\n" << mail.text;
    EXPECT_LT(mail.html.size() + mail.text.size(), 20'000u) << name;
  }
}

// So that a mail that is read aloud says them as they are meant (WCAG 3.1.2).
TEST(Letters, MarkWhatTheProgrammeWroteInItsOwnLanguage) {
  auto b = booking_in("es");
  for (auto const& [name, mail] : every_letter(b))
    EXPECT_EQ(mail.html.find("lang=\"", mail.html.find("<head>")), std::string::npos) << name;
  b.programme.locale = "pt-BR";

  auto const mail = letters{}.booking_confirmation(letter_side::candidate, b, sample_stamp());

  EXPECT_NE(mail.html.find("<span lang=\"pt-BR\" dir=\"auto\">" + b.interview + "</span> (1 hora)"), std::string::npos)
      << mail.html;
  auto const criterion = mail.html.find(">" + b.criteria.front() + "</li>");
  auto const list = mail.html.rfind("<ul", criterion);
  EXPECT_LT(mail.html.find("lang=\"pt-BR\">", list), criterion);
  EXPECT_NE(mail.text.find("  " + b.interview + " (1 hora)"), std::string::npos) << mail.text;
}

}  // namespace rehearse
