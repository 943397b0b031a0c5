#include "scheduler/storage/sqlite/sqlite_lanes.hpp"
#include "scheduler/storage/volunteer_snapshots.hpp"

namespace rehearse {

sqlite_readers::sqlite_readers(job_surroundings given, sqlite_options const& options)
    : given_(given), queue_(options.queued_reads) {
  for (int i = 0; i < options.readers; ++i)
    connections_.push_back(storage::sqlite_connection::open(options.path, storage::access::read_only));
  for (auto& connection : connections_) threads_.emplace_back([this, &connection] { run(*connection); });
}

sqlite_readers::~sqlite_readers() {
  close();
}

void sqlite_readers::close() {
  queue_.close();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
  connections_.clear();
}

void sqlite_readers::run(storage::sqlite_connection& db) {
  while (auto next = queue_.pop()) {
    auto const fault = run_one(db, *next);
    next->work = nullptr;
    answer_now(next->then, fault);
  }
}

// One transaction a job, so that all it reads is of one moment.
std::exception_ptr sqlite_readers::run_one(storage::sqlite_connection& db, job& j) {
  std::exception_ptr fault;
  try {
    kept_snapshots kept{copies_.load()};
    if (kept.all != nullptr) kept.seen = kept.all->last_change();
    db.prepared("begin").step();
    store surroundings(db, given_.chance, given_.secret, kept);
    j.work(surroundings);
  } catch (...) {
    fault = std::current_exception();
  }
  db.reset_statements();
  try {
    if (db.in_transaction()) db.prepared("rollback").step();
  } catch (...) {
    if (!fault) fault = std::current_exception();
  }
  return fault;
}

}  // namespace rehearse
