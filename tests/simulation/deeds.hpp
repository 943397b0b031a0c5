// What people do and what befalls the machine, one function each: it draws who and what, says beforehand by plain rules
// of its own whether the program must agree, does it through the use cases, and counts it. One room (.cpp) per kind of
// people. The test's thread.
#pragma once

#include "tests/simulation/year.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

struct deed {
  char const* name;
  int weight;
  void (*happens)(year&);
};

std::vector<deed> deeds_of_candidates();
std::vector<deed> deeds_around_the_interview();
std::vector<deed> deeds_of_volunteers();
std::vector<deed> deeds_of_the_organizer();
std::vector<deed> blows_of_fate();

// Used by the rooms.
// The world lives on until then: what falls due leaves at its minute, and nothing else happens.
void live_until(year& y, instant when);
// The same without anything happening at all: the machine sleeps.
void sleep_until(year& y, instant when);

// A booking as it is in the table now: mostly one that is open, else any that is not long past. None: there is none.
std::optional<booking_row> some_booking(year& y);
// One that is confirmed and begins within two weeks.
std::optional<booking_row> some_interview(year& y);
std::vector<slot> listed(year& y, giver const& g, interview_type const& type, instant from, instant to);

// Fails where the program does not agree with the plain rule, and counts.
template <class T>
void expect_answer(year& y, std::string const& what, result<T> const& answer, bool allowed) {
  y.did(what, answer.has_value());
  y.compared("answers to deeds");
  EXPECT_EQ(answer.has_value(), allowed) << what << (answer ? "" : ": " + answer.error().detail);
}

// Has the candidate another interview then than `but`? And would one more take them over a limit of that policy? By
// looking in the table.
bool has_an_interview_then(year& y, std::string const& email, instant start, instant end, std::string const& but = {});
bool is_over_limit(year& y, policy const& rules, std::string const& email, instant start);

}  // namespace rehearse::test
