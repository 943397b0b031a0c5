#include "config/environment.hpp"
#include "server/commands/command_line.hpp"

int main(int argc, char** argv) {
  return rehearse::run_command_line(argc, argv, rehearse::process_environment());
}
