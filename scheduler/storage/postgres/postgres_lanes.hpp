// The threads of a PostgreSQL database. Made and joined by postgres_database alone; what
// they run and whom they answer comes through their queues.
#pragma once

#include "config/lasting_trouble.hpp"
#include "scheduler/storage/database.hpp"
#include "scheduler/storage/job_queue.hpp"
#include "scheduler/storage/lane.hpp"
#include "scheduler/storage/postgres/postgres_connection.hpp"
#include "scheduler/storage/postgres/postgres_database.hpp"
#include "scheduler/storage/postgres/postgres_lines.hpp"
#include "scheduler/storage/volunteer_snapshots.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace rehearse {

class postgres_writers {
 public:
  struct job {
    database::write_job work;
    database::done then;
  };

  postgres_writers(job_surroundings given, postgres_options const& options, postgres_lines& lines);
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
  std::exception_ptr run_one(job& j);
  bool once_more(postgres_line& line, job& j, int tries, std::exception_ptr& fault);
  bool work_in_transaction(storage::postgres_connection& db, job& j);
  bool takes_writes(storage::postgres_connection& db) const;
  void commit(storage::postgres_connection& db);
  void tell_copies(storage::changes const& changed);

  job_surroundings given_;
  postgres_lines& lines_;
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

  postgres_readers(job_surroundings given, postgres_options const& options, postgres_lines& lines);
  ~postgres_readers() { close(); }

  void keep(storage::volunteer_snapshots& copies) { copies_ = &copies; }
  bool push(job& j) { return queue_.push(j); }
  void close();
  std::size_t queued() const { return queue_.size(); }
  std::optional<std::string> trouble() const { return watch_.trouble(); }

 private:
  void run();
  std::exception_ptr run_one(job& j);
  bool once_more(postgres_line& line, job& j, std::exception_ptr& fault);

  job_surroundings given_;
  postgres_lines& lines_;
  job_queue<job> queue_;
  server_watch watch_;
  std::atomic<storage::volunteer_snapshots*> copies_{nullptr};
  std::vector<std::thread> threads_;
};

// Holds the lock of a process' name for as long as the process lives: what others know it by. A line of its own, made
// anew whenever it is lost.
class postgres_presence {
 public:
  postgres_presence(postgres_options const& options, postgres_lines& lines, std::string name);
  ~postgres_presence();

  std::string const& name() const { return name_; }

 private:
  void run();
  void hold();
  bool rests(std::chrono::milliseconds at_most);

  postgres_options const options_;
  postgres_lines& lines_;
  std::string const name_;
  log::lasting_trouble unknown_{"others may take this process for dead until it reaches the database again",
                                "others know again that this process lives"};
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
  postgres_news(postgres_options const& options, postgres_lines& lines, storage::volunteer_snapshots& copies);
  ~postgres_news();

 private:
  void run();
  void listen();
  std::string look(storage::postgres_connection& db, std::string const& last_moment);
  static void remove_changes(storage::postgres_connection& db, std::string const& before);
  bool rests(std::chrono::milliseconds at_most);

  postgres_options const options_;
  postgres_lines& lines_;
  storage::volunteer_snapshots& copies_;
  log::lasting_trouble deaf_{"every list is looked up until other processes are heard of again",
                             "other processes are heard of again"};
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace rehearse
