// The lines of a process to its server: what its threads know together of the server, and what they share with each
// other. A thread takes a line for a job and gives it back. Where the server gives no more lines (its max_connections,
// the limit of a role or a database), whoever has none waits for one that another gives back. Used by the lanes. Any
// thread.
#pragma once

#include "scheduler/storage/postgres/postgres_connection.hpp"
#include "scheduler/storage/postgres/postgres_database.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace rehearse {

// What the threads of one kind know together of the server: whether it was there when one last looked. While it is
// away they try again now and then, and refuse at once in between. Any thread.
class server_watch {
 public:
  // Throws database_unavailable where it is too early to try again.
  void demand_may_try() const;
  void note_trouble(std::string what);
  void note_success();
  std::optional<std::string> trouble() const;

 private:
  using clock = std::chrono::steady_clock;

  mutable std::mutex mutex_;
  std::optional<std::string> trouble_;
  clock::time_point try_again_{};
  std::chrono::milliseconds pause_{};
  std::atomic<bool> is_away_{false};
};

class postgres_lines {
 public:
  // A server that takes no writes any more may still be read: whoever writes leaves the lines of readers alone, unless
  // lines are short.
  enum class use { writing, reading };
  using line = std::unique_ptr<storage::postgres_connection>;

  explicit postgres_lines(postgres_options const& options) : options_(options) {}

  // One that is idle, or a new one; rather a new one for whoever has lost one, since others may have met the same fate.
  // Throws database_unavailable where there is none: the server is away (which is noted), or gives no more and none
  // came back in time.
  line take(use what, server_watch& watch, bool has_lost_one);
  void give_back(use what, line one);
  // The line that was taken is gone.
  void note_dropped();
  // Closes one as soon as it is idle, but not the last: for a line that the process cannot do without.
  void give_way();
  // Whoever asked for that has its line, wherever it came from.
  void give_way_no_more();
  // Whether the server gave no more when it was last asked.
  bool are_short() const;
  // Closes all that are idle.
  void close();

 private:
  using clock = std::chrono::steady_clock;
  struct idle_line {
    line it;
    std::thread::id used_by;
  };

  line idle_one(use what, clock::time_point now);
  line make(server_watch& watch, bool has_lost_one);
  line note_shortage(std::string const& why);

  postgres_options const options_;
  mutable std::mutex mutex_;
  std::condition_variable came_back_;
  std::array<std::vector<idle_line>, 2> idle_;
  unsigned there_ = 0;  // idle or taken
  unsigned being_made_ = 0;
  clock::time_point short_until_{};
  bool is_short_ = false;
  bool owes_one_ = false;
};

// The line of one thread for one job.
class postgres_line {
 public:
  postgres_line(postgres_lines& all, postgres_lines::use what, server_watch& watch)
      : all_(all), what_(what), watch_(watch) {}
  ~postgres_line() { give_back(); }
  postgres_line(postgres_line const&) = delete;
  postgres_line& operator=(postgres_line const&) = delete;

  // Throws database_unavailable where there is none.
  storage::postgres_connection& get();
  // It is of no use any more.
  void drop();
  // Undoes what is open, so that the next job finds it as new.
  void clear();

 private:
  void give_back();

  postgres_lines& all_;
  postgres_lines::use const what_;
  server_watch& watch_;
  postgres_lines::line mine_;
  bool has_lost_one_ = false;
};

}  // namespace rehearse
