#include "config/log.hpp"
#include "scheduler/storage/postgres/postgres_lanes.hpp"
#include "scheduler/storage/row.hpp"

namespace rehearse {
namespace {

// Of one job, when others come between. From the second on it has the locks of the first in hand when it begins.
constexpr int most_tries = 8;
// What breaks a constraint because another was first looks different when it is tried again; a bug does not.
constexpr int tries_against_constraints = 2;

std::exception_ptr unavailable(std::exception const& why) {
  return std::make_exception_ptr(database_unavailable(why.what()));
}

}  // namespace

postgres_writers::postgres_writers(job_surroundings given, postgres_options const& options, postgres_lines& lines)
    : given_(given), lines_(lines), queue_(options.queued_writes) {
  for (unsigned i = 0; i < options.writers; ++i) threads_.emplace_back([this] { run(); });
}

void postgres_writers::close() {
  queue_.close();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void postgres_writers::run() {
  while (auto next = queue_.pop()) {
    auto const fault = run_one(*next);
    next->work = nullptr;
    answer_now(next->then, fault);
  }
}

std::exception_ptr postgres_writers::run_one(job& j) {
  postgres_line line(lines_, postgres_lines::use::writing, watch_);
  std::exception_ptr fault;
  for (int tries = 1; once_more(line, j, tries, fault) && tries < most_tries; ++tries) ++run_again_;
  return fault;
}

// Runs it as one transaction; true: it came to nothing, and may fare better the next time.
bool postgres_writers::once_more(postgres_line& line, job& j, int tries, std::exception_ptr& fault) try {
  fault = nullptr;
  auto& db = line.get();
  if (tries > 1) db.lock_ahead();
  bool const takes_writes = work_in_transaction(db, j);
  line.clear();
  if (takes_writes) watch_.note_success();  // else it was a job that wrote nothing
  return false;
} catch (storage::came_between const& other) {
  line.clear();
  fault = unavailable(other);
  return true;
} catch (storage::constraint_broken const&) {
  line.clear();
  fault = std::current_exception();
  return tries < tries_against_constraints;
} catch (storage::connection_lost const& lost) {
  line.drop();
  fault = unavailable(lost);
  return true;
} catch (storage::only_reads const& refused) {
  line.drop();  // another server may take writes now: the next line leads there
  watch_.note_trouble(refused.what());
  fault = std::make_exception_ptr(
      database_unavailable(std::string("the database takes no writes now: try again later (") + refused.what() + ")"));
  return false;
} catch (storage::not_now const& refused) {
  line.clear();
  log::warning("the database cannot do it now", {{"reason", refused.what()}});
  fault = unavailable(refused);
  return false;
} catch (outcome_unknown const&) {
  line.drop();
  fault = std::current_exception();
  return false;
} catch (...) {
  line.clear();
  fault = std::current_exception();
  return false;
}

// Asked within a transaction, and only where it is in doubt: it costs a question.
bool postgres_writers::takes_writes(storage::postgres_connection& db) const {
  if (!watch_.trouble()) return true;
  auto& s = storage::query(db, "select current_setting('transaction_read_only')");
  s.step();
  return s.text(0) == "off";
}

// Whether the server takes writes.
bool postgres_writers::work_in_transaction(storage::postgres_connection& db, job& j) {
  db.begin();
  store surroundings(db, given_.chance, given_.secret, {.known = copies_.load()});
  auto const verdict = j.work(surroundings);
  bool const are_taken = takes_writes(db);
  if (verdict == database::verdict::undo)
    db.rollback();
  else
    commit(db);
  return are_taken;
}

void postgres_writers::commit(storage::postgres_connection& db) {
  auto const changed = db.take_noted();
  try {
    db.commit();
    ++commits_;
  } catch (storage::line_outdated const&) {
    throw;  // the server said that it was not done
  } catch (storage::connection_lost const& lost) {
    log::error("whether a commit was done is not known", {{"reason", lost.what()}});
    tell_copies(changed);
    throw outcome_unknown(lost.what());
  }
  tell_copies(changed);
}

// Whoever is answered finds it in the copies of this process; the others look (postgres_news).
void postgres_writers::tell_copies(storage::changes const& changed) {
  if (auto* const copies = copies_.load()) copies->tell(changed);
}

}  // namespace rehearse
