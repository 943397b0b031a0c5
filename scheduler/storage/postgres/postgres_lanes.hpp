// The threads of a PostgreSQL database and their lines to the server. Made and joined by postgres_database alone; what
// they run and whom they answer comes through their queues.
#pragma once

#include "scheduler/storage/database.hpp"
#include "scheduler/storage/job_queue.hpp"
#include "scheduler/storage/lane.hpp"
#include "scheduler/storage/postgres/postgres_connection.hpp"
#include "scheduler/storage/postgres/postgres_database.hpp"
#include "scheduler/storage/volunteer_snapshots.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
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

// The line of one thread: made when it is wanted, dropped when it is of no use.
class postgres_line {
 public:
  postgres_line(postgres_options const& options, server_watch& watch) : options_(options), watch_(watch) {}

  // Throws database_unavailable where the server is away.
  storage::postgres_connection& get();
  void drop() { open_.reset(); }
  // Undoes what is open, so that the next job finds it as new.
  void clear();

 private:
  postgres_options const& options_;
  server_watch& watch_;
  std::unique_ptr<storage::postgres_connection> open_;
};

class postgres_writers {
 public:
  struct job {
    database::write_job work;
    database::done then;
  };

  postgres_writers(job_surroundings given, postgres_options const& options);
  ~postgres_writers() { close(); }

  void keep(storage::volunteer_snapshots& copies) { copies_ = &copies; }
  bool push(job& j) { return queue_.push(j); }
  bool has_room() const { return queue_.has_room(); }
  void close();
  std::size_t queued() const { return queue_.size(); }
  std::uint64_t commits() const { return commits_; }
  std::uint64_t run_again() const { return run_again_; }
  std::optional<std::string> trouble() const { return watch_.trouble(); }

 private:
  void run();
  std::exception_ptr run_one(postgres_line& line, job& j);
  bool once_more(postgres_line& line, job& j, int tries, std::exception_ptr& fault);
  void work_in_transaction(storage::postgres_connection& db, job& j);
  void commit(storage::postgres_connection& db);
  void tell_copies(storage::changes const& changed);

  job_surroundings given_;
  postgres_options const options_;
  job_queue<job> queue_;
  server_watch watch_;
  std::atomic<storage::volunteer_snapshots*> copies_{nullptr};
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> run_again_{0};
  std::vector<std::thread> threads_;
};

class postgres_readers {
 public:
  struct job {
    database::read_job work;
    database::done then;
  };

  postgres_readers(job_surroundings given, postgres_options const& options);
  ~postgres_readers() { close(); }

  void keep(storage::volunteer_snapshots& copies) { copies_ = &copies; }
  bool push(job& j) { return queue_.push(j); }
  void close();
  std::size_t queued() const { return queue_.size(); }
  std::optional<std::string> trouble() const { return watch_.trouble(); }

 private:
  void run();
  std::exception_ptr run_one(postgres_line& line, job& j);
  bool once_more(postgres_line& line, job& j, std::exception_ptr& fault);

  job_surroundings given_;
  postgres_options const options_;
  job_queue<job> queue_;
  server_watch watch_;
  std::atomic<storage::volunteer_snapshots*> copies_{nullptr};
  std::vector<std::thread> threads_;
};

// Holds the lock of a process' name for as long as the process lives: what others know it by. A line of its own, made
// anew whenever it is lost.
class postgres_presence {
 public:
  postgres_presence(postgres_options const& options, std::string name);
  ~postgres_presence();

  std::string const& name() const { return name_; }

 private:
  void run();
  void hold();
  bool rests(std::chrono::milliseconds at_most);

  postgres_options const options_;
  std::string const name_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

// Tells the copies that this process keeps of what any process changes, by looking a few times a second: nothing has to
// arrive. A look that is late or lost makes copies of no use until the next, so that none is older than a second. A
// line of its own.
class postgres_news {
 public:
  postgres_news(postgres_options const& options, storage::volunteer_snapshots& copies);
  ~postgres_news();

 private:
  void run();
  void listen();
  std::string look(storage::postgres_connection& db, std::string const& last_moment);
  bool rests(std::chrono::milliseconds at_most);

  postgres_options const options_;
  storage::volunteer_snapshots& copies_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace rehearse
