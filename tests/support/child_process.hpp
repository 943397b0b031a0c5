// A program that a test starts and stops: lines in, lines out. It ends when its standard input closes, so also when the
// test dies; otherwise it is ended by its own id. Header only, so that tests of any floor can use it. One thread at a
// time.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rehearse::testing {

class child_process {
 public:
  // Starts arguments[0], which must be a path. Its standard error is ours.
  explicit child_process(std::vector<std::string> arguments) {
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    std::vector<char*> words;
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    int const failed = ::posix_spawn(&id_, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    to_ = in[1];
    from_ = out[0];
    if (failed) id_ = 0;
    if (failed) throw std::runtime_error("cannot start " + arguments[0]);
  }
  ~child_process() {
    close_input();
    ::close(from_);
    if (id_ != 0) end(std::chrono::seconds(5));
  }
  child_process(child_process const&) = delete;
  child_process& operator=(child_process const&) = delete;

  pid_t id() const { return id_; }

  void write_line(std::string_view line) {
    std::string const text = std::string(line) + "\n";
    if (::write(to_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      throw std::runtime_error("child gone");
  }

  // The next line without its end. Throws when none comes in time.
  std::string read_line(std::chrono::milliseconds patience = std::chrono::seconds(30)) {
    auto const last_moment = std::chrono::steady_clock::now() + patience;
    std::size_t end;
    while ((end = unread_.find('\n')) == std::string::npos) {
      auto const left =
          std::chrono::duration_cast<std::chrono::milliseconds>(last_moment - std::chrono::steady_clock::now());
      pollfd waiting{from_, POLLIN, 0};
      if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0)
        throw std::runtime_error("the child said nothing in time");
      char bytes[4096];
      ssize_t const count = ::read(from_, bytes, sizeof bytes);
      if (count <= 0) throw std::runtime_error("the child ended");
      unread_.append(bytes, static_cast<std::size_t>(count));
    }
    std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    return line;
  }

  void close_input() {
    if (to_ >= 0) ::close(std::exchange(to_, -1));
  }

  // Waits until it has ended by itself: its exit code, or 128 + signal.
  int wait() {
    int status = 0;
    ::waitpid(std::exchange(id_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  // Ends it at once, as a power cut would.
  void kill_now() {
    if (id_ == 0) return;
    ::kill(id_, SIGKILL);
    ::waitpid(std::exchange(id_, 0), nullptr, 0);
  }

 private:
  void end(std::chrono::milliseconds patience) {
    auto const last_moment = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < last_moment) {
      if (::waitpid(id_, nullptr, WNOHANG) == id_) {
        id_ = 0;
        return;
      }
      ::poll(nullptr, 0, 5);
    }
    kill_now();
  }

  pid_t id_ = 0;
  int to_ = -1;
  int from_ = -1;
  std::string unread_;
};

}  // namespace rehearse::testing
