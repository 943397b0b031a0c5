#include "config/log.hpp"
#include "scheduler/storage/sqlite/sqlite_lanes.hpp"
#include "scheduler/storage/volunteer_snapshots.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// Times that a group may last longer than usual.
constexpr int crowded = 5;

}  // namespace

sqlite_writer::sqlite_writer(std::unique_ptr<storage::sqlite_connection> db, job_surroundings given,
                             sqlite_options const& options)
    : db_(std::move(db)),
      given_(given),
      longest_group_(options.longest_group),
      queue_(options.queued_writes),
      checkpointer_(options.path == ":memory:" ? nullptr : std::make_unique<sqlite_checkpointer>(options.path)),
      thread_([this] { run(); }) {}

sqlite_writer::~sqlite_writer() {
  close();
}

void sqlite_writer::close() {
  queue_.close();
  if (thread_.joinable()) thread_.join();
  checkpointer_.reset();
}

void sqlite_writer::run() {
  while (auto first = queue_.pop()) {
    group const answered = run_group(std::move(*first));
    for (auto const& a : answered) answer_now(a.then, a.fault);
    if (checkpointer_) checkpointer_->log_has(db_->log_pages());
  }
}

// Nobody is answered before the commit: a refusal, too, was decided upon what the jobs before it wrote.
sqlite_writer::group sqlite_writer::run_group(job first) {
  group answered;
  try {
    run_jobs(std::move(first), answered);
    if (!db_->in_transaction()) throw std::runtime_error("the transaction was lost");
    db_->prepared("commit").step();
    db_->reset_statements();
    ++commits_;
    tell_of_commit();
  } catch (storage::sync_failed const& fault) {
    end_the_process(fault);
  } catch (std::exception const& fault) {
    give_up(answered, fault.what());
  }
  return answered;
}

// Before anybody is answered: who reads after an answer sees what it tells of.
void sqlite_writer::tell_of_commit() {
  auto const committed = db_->take_noted();
  if (auto* const copies = copies_.load()) copies->tell(committed);
}

void sqlite_writer::run_jobs(job first, group& answered) {
  auto const began = std::chrono::steady_clock::now();
  auto const at_most = longest_group_now();
  std::optional<job> next(std::move(first));
  answered.push_back({next->then, nullptr});
  db_->prepared("begin immediate").step();
  while (true) {
    answered.back().fault = run_one(*next);
    if (!db_->in_transaction() || std::chrono::steady_clock::now() - began > at_most) return;
    next = queue_.try_pop();
    if (!next) return;
    answered.push_back({next->then, nullptr});
  }
}

// In a crowd, where all have waited longer than that, more of them share a commit: it costs the same.
std::chrono::nanoseconds sqlite_writer::longest_group_now() const {
  return std::clamp<std::chrono::nanoseconds>(queue_.oldest_wait() / 10, longest_group_, longest_group_ * crowded);
}

// What the job threw; its savepoint alone is undone then.
std::exception_ptr sqlite_writer::run_one(job& j) {
  try {
    work_in_savepoint(j);
    return nullptr;
  } catch (storage::sync_failed const&) {
    throw;
  } catch (...) {
    auto const fault = std::current_exception();
    if (db_->in_transaction()) undo_savepoint();
    return fault;
  }
}

void sqlite_writer::work_in_savepoint(job& j) {
  db_->prepared("savepoint job").step();
  if (j.reads_alone) db_->forbid_writes(true);
  store surroundings(*db_, given_.chance, given_.secret);
  auto const verdict = j.work(surroundings);
  j.work = nullptr;
  if (verdict == database::verdict::undo || j.reads_alone) {
    undo_savepoint();
  } else {
    db_->reset_statements();
    db_->prepared("release job").step();
  }
}

void sqlite_writer::undo_savepoint() {
  db_->reset_statements();
  db_->forbid_writes(false);
  db_->prepared("rollback to job").step();
  db_->prepared("release job").step();
}

void sqlite_writer::give_up(group& answered, std::string const& why) {
  log::error("a group of writes was lost", {{"fault", why}, {"jobs", std::to_string(answered.size())}});
  db_->reset_statements();
  db_->take_noted();
  try {
    db_->forbid_writes(false);
    if (db_->in_transaction()) db_->execute("rollback");
  } catch (storage::sync_failed const& fault) {
    end_the_process(fault);
  } catch (std::exception const& fault) {
    log::error("the rollback failed", {{"fault", fault.what()}});
  }
  for (auto& a : answered) a.fault = std::make_exception_ptr(database_unavailable("the write was lost: " + why));
}

}  // namespace rehearse
