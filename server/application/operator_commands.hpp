// The operator's commands as the server and the command line both run them: words in, text out.
// Any one thread; blocks on the database.
#pragma once

#include "config/clock.hpp"
#include "scheduler/storage/database.hpp"

#include <string>
#include <vector>

namespace rehearse {

// A command and its arguments: {"token", "organizer", "ada@example.org"}.
using command_words = std::vector<std::string>;

struct command_result {
  int exit = 0;
  std::string out;
  std::string err;  // one line where exit is not 0
};

// What these commands work on.
struct operator_desk {
  database& db;
  clock const& time;
  std::string public_url;
};

command_result run_operator_command(operator_desk const& desk, command_words const& words);

}  // namespace rehearse
