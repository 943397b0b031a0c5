#include "scheduler/storage/postgres/postgres_database.hpp"

#include "config/log.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/postgres/postgres_lanes.hpp"

namespace rehearse {
namespace {

// What was found out when it was opened.
struct server_facts_at_start {
  std::string version;
  std::optional<std::string> durability_trouble;
};

class postgres_database final : public database {
 public:
  postgres_database(server_facts_at_start found, postgres_options const& options, job_surroundings given)
      : found_(std::move(found)),
        options_(options),
        name_(random_id(given.chance, "process ")),
        lines_(options),
        writers_(given, options, lines_),
        readers_(given, options, lines_) {}
  ~postgres_database() override { close_lanes(); }

  void write(write_job job, done then) override {
    ++writes_;
    postgres_writers::job queued{std::move(job), std::move(then)};
    if (!writers_.push(queued)) refuse(queued.then);
  }
  void read(read_job job, done then) override {
    ++reads_;
    postgres_readers::job queued{std::move(job), std::move(then)};
    if (!readers_.push(queued)) refuse(queued.then);
  }
  bool has_room_for_a_write() override {
    bool const room = writers_.has_room();
    if (!room) ++refused_;
    return room;
  }
  // Other processes write, too: until they are heard of, every read looks for itself.
  void keep(storage::volunteer_snapshots& copies) override {
    copies.trust_until({});
    writers_.keep(copies);
    readers_.keep(copies);
    news_.emplace(options_, lines_, copies);
  }
  void close() override { close_lanes(); }

  figures counted() const override {
    return {writes_, reads_, writers_.commits(), writers_.run_again(), refused_, writers_.queued(), readers_.queued()};
  }
  std::string kind() const override { return "PostgreSQL " + found_.version; }
  std::optional<std::string> trouble() const override {
    if (readers_.trouble()) return "the database is not reachable";
    if (writers_.trouble()) return takes_no_writes;
    if (lines_.are_short()) return "the database gives fewer connections than are configured";
    return found_.durability_trouble;
  }
  std::string process_name() override {
    std::lock_guard const lock(mutex_);
    if (!presence_) presence_.emplace(options_, lines_, name_);
    return name_;
  }
  bool is_shared() const override { return true; }

 private:
  void refuse(done const& then) {
    ++refused_;
    answer_now(then, std::make_exception_ptr(database_unavailable("the database takes no more work now")));
  }

  // Whoever takes part in nothing any more is gone last.
  void close_lanes() {
    news_.reset();
    readers_.close();
    writers_.close();
    lines_.close();
    std::lock_guard const lock(mutex_);
    presence_.reset();
  }

  server_facts_at_start const found_;
  postgres_options const options_;
  std::string const name_;
  postgres_lines lines_;
  postgres_writers writers_;
  postgres_readers readers_;
  std::optional<postgres_news> news_;
  std::mutex mutex_;
  std::optional<postgres_presence> presence_;
  std::atomic<std::uint64_t> writes_{0}, reads_{0}, refused_{0};
};

std::string setting_of(storage::connection& db, std::string_view name) {
  auto& s = storage::query(db, "select current_setting($1)", name);
  s.step();
  return s.text(0);
}

}  // namespace

unsigned lines_of_a_process(postgres_options const& options) {
  return options.writers + options.readers + 2;
}

std::optional<std::string> durability_trouble(storage::connection& db) {
  for (auto const* name : {"fsync", "full_page_writes"})
    if (setting_of(db, name) == "off")
      return std::string(name) +
             " is off in PostgreSQL: what was answered can be lost when its machine stops; set it on";
  return std::nullopt;
}

std::unique_ptr<database> open_postgres(postgres_options const& options, randomness& chance, secret_key secret) {
  // A migration takes as long as it takes.
  auto first = storage::postgres_connection::open(options.url, {options.patience.connecting, std::chrono::seconds(0)});
  storage::migrate(*first);
  storage::name_domain(*first, random_id(chance, "") + ".rehearse");
  server_facts_at_start const found{first->version(), durability_trouble(*first)};
  if (found.durability_trouble) log::error("the database is not safe", {{"reason", *found.durability_trouble}});
  first.reset();
  return std::make_unique<postgres_database>(found, options, job_surroundings{chance, secret});
}

}  // namespace rehearse
