#include "scheduler/storage/sqlite/sqlite_database.hpp"

#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/sqlite/sqlite_lanes.hpp"

#include <unistd.h>

namespace rehearse {
namespace {

class sqlite_database final : public database {
 public:
  sqlite_database(std::unique_ptr<storage::sqlite_connection> writable, sqlite_options const& options,
                  job_surroundings given)
      : writer_(std::move(writable), given, options) {
    if (options.path != ":memory:") readers_.emplace(given, options);
  }
  ~sqlite_database() override { close_lanes(); }

  void write(write_job job, done then) override { queue_write({std::move(job), std::move(then), false}); }

  void read(read_job job, done then) override {
    ++reads_;
    if (!readers_) {
      auto reading = [job = std::move(job)](store& s) {
        job(s);
        return verdict::undo;
      };
      return queue_write({std::move(reading), std::move(then), true});
    }
    sqlite_readers::job queued{std::move(job), std::move(then)};
    if (!readers_->push(queued)) refuse(queued.then);
  }

  bool has_room_for_a_write() override {
    bool const room = writer_.has_room();
    if (!room) ++refused_;
    return room;
  }

  void keep(storage::volunteer_snapshots& copies) override {
    writer_.keep(copies);
    if (readers_) readers_->keep(copies);
  }

  void close() override { close_lanes(); }

  figures counted() const override {
    return {writes_,
            reads_,
            writer_.commits(),
            writer_.run_again(),
            refused_,
            writer_.queued(),
            readers_ ? readers_->queued() : 0};
  }

  std::string kind() const override { return "SQLite " + storage::sqlite_version(); }
  std::optional<std::string> trouble() const override {
    return writer_.loses_writes() ? std::optional<std::string>(takes_no_writes) : std::nullopt;
  }
  std::string process_name() override { return "process " + std::to_string(::getpid()); }
  bool is_shared() const override { return false; }

 private:
  void queue_write(sqlite_writer::job queued) {
    if (!queued.reads_alone) ++writes_;
    if (!writer_.push(queued)) refuse(queued.then);
  }

  void refuse(done const& then) {
    ++refused_;
    answer_now(then, std::make_exception_ptr(database_unavailable("the database takes no more work now")));
  }

  // Readers first: the last connection to close is the writer's, which copies the log into the file.
  void close_lanes() {
    if (readers_) readers_->close();
    writer_.close();
  }

  sqlite_writer writer_;
  std::optional<sqlite_readers> readers_;
  std::atomic<std::uint64_t> writes_{0}, reads_{0}, refused_{0};
};

}  // namespace

std::unique_ptr<database> open_sqlite(sqlite_options const& options, randomness& chance, secret_key secret) {
  auto writable = storage::sqlite_connection::open(options.path, storage::access::write);
  storage::migrate(*writable);
  storage::name_domain(*writable, random_id(chance, "") + ".rehearse");
  writable->reset_statements();
  return std::make_unique<sqlite_database>(std::move(writable), options, job_surroundings{chance, secret});
}

}  // namespace rehearse
