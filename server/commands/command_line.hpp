// `rehearse [--config FILE] [--set SECTION.KEY=VALUE] COMMAND`: what was typed, understood and run (contract 2). The
// only home of CLI11. Main thread.
#pragma once

#include "config/environment.hpp"

namespace rehearse {

// Runs the command and returns the exit status: 0, 1 with one line on standard error, 2 on wrong use.
int run_command_line(int argc, char const* const* argv, environment const& variables);

}  // namespace rehearse
