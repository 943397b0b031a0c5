// The threads of a SQLite database: one that writes, in groups, and some that read. Made and joined by sqlite_database
// alone; what they run and whom they answer comes through their queues.
#pragma once

#include "scheduler/storage/database.hpp"
#include "scheduler/storage/job_queue.hpp"
#include "scheduler/storage/lane.hpp"
#include "scheduler/storage/sqlite/sqlite_checkpointer.hpp"
#include "scheduler/storage/sqlite/sqlite_connection.hpp"
#include "scheduler/storage/sqlite/sqlite_database.hpp"

#include <atomic>
#include <chrono>
#include <thread>

namespace rehearse {

// Set once, perhaps while the lanes' threads already wait for work.
using kept_copies = std::atomic<storage::volunteer_snapshots*>;

class sqlite_writer {
 public:
  struct job {
    database::write_job work;
    database::done then;
    bool reads_alone = false;  // of a database in memory, whose reads come here too
  };

  sqlite_writer(std::unique_ptr<storage::sqlite_connection> db, job_surroundings given, sqlite_options const& options);
  ~sqlite_writer();

  // False, and `j` left as it is, when full or closed.
  bool push(job& j) { return queue_.push(j); }
  bool has_room() const { return queue_.has_room(); }
  void keep(storage::volunteer_snapshots& copies) { copies_ = &copies; }
  // Finishes what is queued and ends the thread.
  void close();

  std::size_t queued() const { return queue_.size(); }
  std::uint64_t commits() const { return commits_; }
  std::uint64_t run_again() const { return run_again_; }
  // A group could not be kept (the disk is full, say), and none that wrote something was since.
  bool loses_writes() const { return loses_writes_; }

 private:
  struct member {
    job asked;
    std::exception_ptr fault;
  };
  using group = std::vector<member>;

  void run();
  group run_group(job first);
  void run_jobs(job first, group& members);
  std::chrono::nanoseconds longest_group_now() const;
  bool run_without_savepoint(member& m);
  void run_again_apart(group& members);
  void run_in_savepoint(member& m);
  bool keeps_its_writes(member& m);
  void give_up(group& members, std::string const& why);
  void tell_of_commit();

  std::unique_ptr<storage::sqlite_connection> db_;
  job_surroundings given_;
  kept_copies copies_{nullptr};
  std::chrono::milliseconds const longest_group_;
  job_queue<job> queue_;
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> run_again_{0};
  std::atomic<bool> loses_writes_{false};
  std::unique_ptr<sqlite_checkpointer> checkpointer_;
  std::thread thread_;
};

class sqlite_readers {
 public:
  struct job {
    database::read_job work;
    database::done then;
  };

  sqlite_readers(job_surroundings given, sqlite_options const& options);
  ~sqlite_readers();

  bool push(job& j) { return queue_.push(j); }
  void keep(storage::volunteer_snapshots& copies) { copies_ = &copies; }
  void close();
  std::size_t queued() const { return queue_.size(); }

 private:
  void run(storage::sqlite_connection& db);
  std::exception_ptr run_one(storage::sqlite_connection& db, job& j);

  job_surroundings given_;
  kept_copies copies_{nullptr};
  job_queue<job> queue_;
  std::vector<std::unique_ptr<storage::sqlite_connection>> connections_;
  std::vector<std::thread> threads_;
};

}  // namespace rehearse
