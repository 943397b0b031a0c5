// How a command reaches the server that runs on the same database: a Unix socket beside it, mode 0600, one request and
// one answer a connection, each a line of JSON. The server answers one command at a time, on a thread of its own.
#pragma once

#include "server/operator_commands.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

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

// Has the server at `path` run a command; none: no server answers there.
std::optional<command_result> ask_server(std::filesystem::path const& path, command_words const& words);

}  // namespace rehearse
