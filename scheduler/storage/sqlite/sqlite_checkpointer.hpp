// Copies the write-ahead log into the file while the writer goes on committing, on a thread and a connection of its
// own, so that nobody who waits for a commit waits for that. Made by sqlite_writer, which tells it after each commit
// how long the log is, and which alone writes rows: this connection runs no statement.
//
// SQLite before 3.51.3 can lose what is in the log where a checkpoint begins, nothing being left to copy, while a
// commit begins the log anew (https://sqlite.org/wal.html#walresetbug). None begins so here: a log of which something
// is left to copy is not begun anew, and log_progress says whether something is.
#pragma once

#include "scheduler/storage/sqlite/sqlite_connection.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace rehearse {

// SQLite may go on as though the bytes were written, and a second fsync may say so falsely: start anew from the disk.
[[noreturn]] void end_the_process(std::exception const& fault);

// How far the log has come, in pages of 4 KiB, and how much of it is copied: what to do about it. One thread at a time.
class log_progress {
 public:
  // After a commit: so many pages stand in the log. Fewer than were copied: it began anew.
  void has(int pages);
  // After a checkpoint: so many of them stand in the file.
  void copied(int pages);

  // Never begin a checkpoint where nothing is.
  bool is_something_left() const { return left() > 0; }
  bool is_worth_a_checkpoint() const;
  // The writer has to wait for one, or the log would never begin anew.
  bool holds_up_the_writer() const;

 private:
  int left() const { return pages_ - copied_; }
  bool is_due() const { return pages_ >= next_try_; }

  int pages_ = 0, copied_ = 0;
  int next_try_ = 0;  // the pages before which another attempt is of no use
};

class sqlite_checkpointer {
 public:
  explicit sqlite_checkpointer(std::string const& path);
  ~sqlite_checkpointer();

  // So many pages stand in the log. The writer's thread, between two commits: a log that never rests does not begin
  // anew, so now and then the writer is held up for the little that is left to copy.
  void log_has(int pages);
  // Ends the thread.
  void close();

 private:
  void run();
  void copy();

  std::unique_ptr<storage::sqlite_connection> db_;
  std::mutex one_at_a_time_;  // copying
  std::mutex mutex_;
  std::condition_variable told_;
  bool is_wanted_ = false, is_closing_ = false;
  log_progress progress_;
  std::thread thread_;
};

}  // namespace rehearse
