// Who runs the programme. A plain value.
#pragma once

#include "scheduler/rules/ids.hpp"

namespace rehearse {

struct organizer {
  organizer_id id;
  std::string email;  // lower case
  std::string name;
};

}  // namespace rehearse
