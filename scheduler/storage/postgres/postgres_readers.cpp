#include "config/log.hpp"
#include "scheduler/storage/postgres/postgres_lanes.hpp"

namespace rehearse {
namespace {

constexpr int most_tries = 3;

}  // namespace

postgres_readers::postgres_readers(job_surroundings given, postgres_options const& options, postgres_lines& lines)
    : given_(given), lines_(lines), queue_(options.queued_reads) {
  for (unsigned i = 0; i < options.readers; ++i) threads_.emplace_back([this] { run(); });
}

void postgres_readers::close() {
  queue_.close();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void postgres_readers::run() {
  while (auto next = queue_.pop()) {
    auto const fault = run_one(*next);
    next->work = nullptr;
    answer_now(next->then, fault);
  }
}

std::exception_ptr postgres_readers::run_one(job& j) {
  postgres_line line(lines_, postgres_lines::use::reading, watch_);
  std::exception_ptr fault;
  int tries = 1;
  while (tries <= most_tries && once_more(line, j, fault)) ++tries;
  return fault;
}

// One transaction a job, so that all it reads is of one moment. True: it may fare better the next time.
bool postgres_readers::once_more(postgres_line& line, job& j, std::exception_ptr& fault) try {
  fault = nullptr;
  auto& db = line.get();
  kept_snapshots kept{copies_.load()};
  if (kept.all != nullptr) kept.seen = kept.all->last_change();
  db.begin_reading();
  store surroundings(db, given_.chance, given_.secret, kept);
  j.work(surroundings);
  line.clear();
  watch_.note_success();
  return false;
} catch (storage::connection_lost const& lost) {
  line.drop();
  fault = std::make_exception_ptr(database_unavailable(lost.what()));
  return true;
} catch (storage::came_between const& other) {
  line.clear();
  fault = std::make_exception_ptr(database_unavailable(other.what()));
  return true;
} catch (storage::only_reads const&) {  // a job that writes where it should not: a fault of ours
  line.clear();
  fault = std::current_exception();
  return false;
} catch (storage::not_now const& refused) {
  line.clear();
  log::warning("the database cannot do it now", {{"reason", refused.what()}});
  fault = std::make_exception_ptr(database_unavailable(refused.what()));
  return false;
} catch (...) {
  line.clear();
  fault = std::current_exception();
  return false;
}

}  // namespace rehearse
