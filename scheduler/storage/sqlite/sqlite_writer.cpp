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
    for (auto const& m : answered) answer_now(m.asked.then, m.fault);
    if (checkpointer_) checkpointer_->log_has(db_->log_pages());
  }
}

// Nobody is answered before the commit: a refusal, too, was decided upon what the jobs before it wrote.
sqlite_writer::group sqlite_writer::run_group(job first) {
  group members;
  auto const before = db_->rows_changed();
  try {
    run_jobs(std::move(first), members);
    if (!db_->in_transaction()) throw std::runtime_error("the transaction was lost");
    db_->prepared("commit").step();
    db_->reset_statements();
    ++commits_;
    if (db_->rows_changed() != before) loses_writes_ = false;  // a commit of nothing says nothing of the disk
    tell_of_commit();
  } catch (storage::sync_failed const& fault) {
    end_the_process(fault);
  } catch (std::exception const& fault) {
    give_up(members, fault.what());
  }
  for (auto& m : members) m.asked.work = nullptr;
  return members;
}

// Before anybody is answered: who reads after an answer sees what it tells of.
void sqlite_writer::tell_of_commit() {
  auto const committed = db_->take_noted();
  if (auto* const copies = copies_.load()) copies->tell(committed);
}

// A savepoint costs a copy of every page that is changed within it, and most jobs keep what they write, or write
// nothing. So there is none until something must be undone; then the group is run again with a savepoint for each.
void sqlite_writer::run_jobs(job first, group& members) {
  auto const began = std::chrono::steady_clock::now();
  auto const at_most = longest_group_now();
  members.push_back({std::move(first), nullptr});
  db_->prepared("begin immediate").step();
  for (bool apart = false;;) {
    if (apart) {
      run_in_savepoint(members.back());
    } else if (!run_without_savepoint(members.back())) {
      apart = true;
      run_again_apart(members);
    }
    if (!db_->in_transaction() || std::chrono::steady_clock::now() - began > at_most) return;
    auto next = queue_.try_pop();
    if (!next) return;
    members.push_back({std::move(*next), nullptr});
  }
}

// In a crowd, where all have waited longer than that, more of them share a commit: it costs the same.
std::chrono::nanoseconds sqlite_writer::longest_group_now() const {
  return std::clamp<std::chrono::nanoseconds>(queue_.oldest_wait() / 10, longest_group_, longest_group_ * crowded);
}

// False: it wrote what must not stay.
bool sqlite_writer::run_without_savepoint(member& m) {
  auto const before = db_->rows_changed();
  bool const keeps = keeps_its_writes(m);
  db_->reset_statements();
  return keeps || !db_->in_transaction() || db_->rows_changed() == before;
}

void sqlite_writer::run_again_apart(group& members) {
  db_->prepared("rollback").step();
  db_->take_noted();
  db_->prepared("begin immediate").step();
  for (auto& m : members) {
    ++run_again_;
    run_in_savepoint(m);
    if (!db_->in_transaction()) return;
  }
}

void sqlite_writer::run_in_savepoint(member& m) {
  db_->prepared("savepoint job").step();
  bool const keeps = keeps_its_writes(m);
  db_->reset_statements();
  if (!db_->in_transaction()) return;
  if (!keeps) db_->prepared("rollback to job").step();
  db_->prepared("release job").step();
}

// Runs the job; whether it wants kept what it wrote. What it throws is the answer to it.
bool sqlite_writer::keeps_its_writes(member& m) {
  try {
    m.fault = nullptr;
    if (m.asked.reads_alone) db_->forbid_writes(true);
    store surroundings(*db_, given_.chance, given_.secret, {.known = copies_.load()});
    auto const verdict = m.asked.work(surroundings);
    db_->forbid_writes(false);
    return verdict == database::verdict::keep;
  } catch (storage::sync_failed const&) {
    throw;
  } catch (...) {
    m.fault = std::current_exception();
    if (db_->in_transaction()) db_->forbid_writes(false);
    return false;
  }
}

void sqlite_writer::give_up(group& members, std::string const& why) {
  log::error("a group of writes was lost", {{"fault", why}, {"jobs", std::to_string(members.size())}});
  loses_writes_ = true;
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
  for (auto& m : members) m.fault = std::make_exception_ptr(database_unavailable("the write was lost: " + why));
}

}  // namespace rehearse
