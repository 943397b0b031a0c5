// A database that takes no writes while it is told so: a full queue, or the end of a process in the middle of its work.
// Used by the tests of the mail worker and by the simulation. Any thread.
#pragma once

#include "scheduler/storage/database.hpp"

#include <atomic>

namespace rehearse::test {

class failing_database final : public database {
 public:
  explicit failing_database(database& real) : real_(real) {}
  void write(write_job job, done then) override {
    if (writes_left >= 0 && --writes_left < 0) fails = true;
    if (!fails) return real_.write(std::move(job), std::move(then));
    ++refused;
    then(loses_the_outcome ? std::make_exception_ptr(outcome_unknown("lost in the middle of it"))
                           : std::make_exception_ptr(database_unavailable("the queue is full")));
  }
  void read(read_job job, done then) override { real_.read(std::move(job), std::move(then)); }
  bool has_room_for_a_write() override { return !fails && real_.has_room_for_a_write(); }
  void keep(storage::volunteer_snapshots& copies) override { real_.keep(copies); }
  void close() override {}
  figures counted() const override { return real_.counted(); }
  std::string kind() const override { return real_.kind(); }
  std::string process_name() override { return real_.process_name(); }
  bool is_shared() const override { return real_.is_shared(); }

  std::atomic<bool> fails = false;
  std::atomic<bool> loses_the_outcome = false;  // of what fails
  std::atomic<int> refused = 0;
  // So many more are taken, and then none; below 0: no end is set.
  std::atomic<int> writes_left = -1;

 private:
  database& real_;
};

}  // namespace rehearse::test
