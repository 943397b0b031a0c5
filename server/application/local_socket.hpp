// How a command reaches the server that runs on the same database: a Unix socket beside it, mode 0600, one request and
// one answer a connection, each a line of JSON. The server answers one command at a time, on a thread of its own.
#pragma once

#include "server/application/operator_commands.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>

namespace rehearse {

class local_socket {
 public:
  using handler = std::function<command_result(command_words const&)>;

  // Listens at `path`, in place of what a dead server left there; call it holding the lock. Throws std::system_error.
  local_socket(std::filesystem::path const& path, handler answer);
  // Finishes the command that runs, and removes the socket.
  ~local_socket();

 private:
  class inside;
  std::unique_ptr<inside> inside_;
};

// It has the command, and may do it still: whoever sends it again has it done twice.
class server_is_silent : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Has the server at `path` run a command; none: no server took it. Throws server_is_silent where one took it and has
// said nothing for so long; that one dies is heard at once.
std::optional<command_result> ask_server(std::filesystem::path const& path, command_words const& words,
                                         std::chrono::seconds patience);

}  // namespace rehearse
