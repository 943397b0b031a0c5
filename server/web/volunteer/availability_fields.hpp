// Which fields the form of an availability has, row by row. `at` begins their names ("weekly-0-"), `owner` says to
// which row they belong ("Window 1"), for those who hear one field at a time. Used by availability_view. Pure; any
// thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "server/web/frame/fields.hpp"

#include <string>
#include <vector>

namespace rehearse {

std::vector<field_option> day_options(words const& language);
field days_field(words const& language, std::string const& at, std::string const& owner);
std::vector<field> window_fields(words const& language, std::string const& at, std::string const& owner);
std::vector<field> season_fields(words const& language, std::string const& at, std::string const& owner);
std::vector<field> override_fields(words const& language, std::string const& at, std::string const& owner);
std::vector<field> journey_fields(words const& language, std::string const& at, std::string const& owner);
std::vector<field> number_fields(words const& language);

}  // namespace rehearse
