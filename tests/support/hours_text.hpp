// Availability as tests write it: "Mon,Wed 18:00-21:00; Sat 09:00-12:00", also "Mon-Fri 09:00-17:00" and
// "daily 00:00-24:00". Used by `world` and by whoever tests the rules with few words. Throws std::invalid_argument.
#pragma once

#include "scheduler/rules/availability.hpp"

#include <string_view>
#include <vector>

namespace rehearse::test {

// The weekly rules that the text says. An end at or before its start runs past midnight.
std::vector<weekly_rule> weekly_rules(std::string_view text);

// Those rules in that zone, without notice, buffers or maxima; the horizon is 60 days.
availability open_hours(std::string_view text, std::string_view zone);

}  // namespace rehearse::test
