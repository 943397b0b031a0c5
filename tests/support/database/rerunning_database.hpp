// A database that runs every job twice and keeps what the second time wrote, as the engines may do: SQLite where a
// neighbour in a group must be undone, PostgreSQL where another's transaction came between. So every test shows as well
// that the jobs it makes can bear it. SQLite alone. Any thread.
#pragma once

#include "scheduler/storage/database.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace rehearse::test {

class rerunning_database final : public database {
 public:
  explicit rerunning_database(std::unique_ptr<database> real) : real_(std::move(real)) {}
  void write(write_job job, done then) override {
    real_->write([job = std::move(job)](store& s) { return run_in_vain(job, s), job(s); }, std::move(then));
  }
  void read(read_job job, done then) override {
    real_->read(
        [job = std::move(job)](store& s) {
          job(s);
          job(s);
        },
        std::move(then));
  }
  bool has_room_for_a_write() override { return real_->has_room_for_a_write(); }
  void keep(storage::volunteer_snapshots& copies) override { real_->keep(copies); }
  void close() override { real_->close(); }
  figures counted() const override { return real_->counted(); }
  std::string kind() const override { return real_->kind(); }
  std::optional<std::string> trouble() const override { return real_->trouble(); }
  std::string process_name() override { return real_->process_name(); }
  bool is_shared() const override { return real_->is_shared(); }

 private:
  static void run_in_vain(write_job const& job, store& s) {
    s.db().execute("savepoint in_vain");
    try {
      job(s);
    } catch (...) {  // it will say so again
    }
    s.db().execute("rollback to in_vain");
    s.db().execute("release in_vain");
  }

  std::unique_ptr<database> real_;
};

}  // namespace rehearse::test
