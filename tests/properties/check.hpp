// Runs a property a number of times, prints its seed, and fails the GoogleTest test it stands in. The environment
// variable REHEARSE_PROPERTY_SCALE (percent, default 100) makes runs smaller or larger; RC_PARAMS="seed=…" repeats one.
#pragma once

#include <cstdlib>
#include <iostream>
#include <sstream>
#include <utility>

#include <gtest/gtest.h>
// RapidCheck's header needs GoogleTest's before it.
#include <rapidcheck/gtest.h>

namespace rehearse::properties {

inline int scale_percent() {
  auto const* text = std::getenv("REHEARSE_PROPERTY_SCALE");
  int const percent = text == nullptr ? 100 : std::atoi(text);
  return percent > 0 ? percent : 100;
}

template <class Testable>
void check(int cases, Testable&& property) {
  auto params = rc::detail::configuration().testParams;
  params.maxSuccess = std::max(1, cases * scale_percent() / 100);
  auto const* test = testing::UnitTest::GetInstance()->current_test_info();
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(test->test_suite_name()) + "/" + test->name();
  std::cout << metadata.id << ": " << params.maxSuccess << " cases, seed=" << params.seed << '\n';
  auto const outcome = rc::detail::checkTestable(std::forward<Testable>(property), metadata, params);
  if (outcome.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream message;
  rc::detail::printResultMessage(outcome, message);
  ADD_FAILURE() << message.str();
}

}  // namespace rehearse::properties
