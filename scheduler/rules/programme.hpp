// The programme itself: who runs it, what it says of itself, what holds where nothing else is said. One per database.
#pragma once

#include "scheduler/rules/result.hpp"

#include <string>
#include <vector>

namespace rehearse {

struct programme {
  std::string name = "Practice interviews";
  std::string contact;  // an e-mail address that a person reads; may be empty until set
  std::string welcome;  // plain text, paragraphs by empty lines
  std::string privacy;  // the same
  slug default_policy = "standard";
  std::string zone = "UTC";
  std::string locale = "en";
  std::string meeting_url_template;  // with {room}, else empty
  std::string editor_url_template;
  int revision = 0;
};

std::vector<field_error> mistakes_in(programme const& settings);

}  // namespace rehearse
