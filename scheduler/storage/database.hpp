// The door to the database: jobs go in, run on its threads, each in a transaction of its own, and are answered only
// after the commit. On SQLite one writer thread takes what is queued, runs the jobs inside one BEGIN IMMEDIATE, and
// commits once (group commit); where one is to be undone, they are run again, each in a savepoint; readers have
// read-only connections of their own. On PostgreSQL each job has a transaction on one of several connections, and is
// run again from its beginning where another's came between. So a job does nothing that the database cannot undo. Any
// thread may knock.
#pragma once

#include "scheduler/rules/result.hpp"
#include "scheduler/storage/store.hpp"

#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace rehearse {

// Thrown to those who wait (and handed to `done`) when the queue is full, the database is closing, or the transaction
// was lost: nothing of the job is kept. Answered as 503.
class database_unavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The line to the server was lost while it committed: what was written may be there or not. Whoever sends it again with
// the same idempotency key finds out.
class outcome_unknown : public database_unavailable {
 public:
  using database_unavailable::database_unavailable;
};

class database {
 public:
  virtual ~database() = default;

  // What a write job wants done with what it wrote.
  enum class verdict { keep, undo };
  using write_job = std::function<verdict(store&)>;
  using read_job = std::function<void(store&)>;
  // Called once on a thread of the database, after the commit (or the undoing): null, or what the job or the commit
  // threw.
  using done = std::function<void(std::exception_ptr)>;

  // Queues and returns at once. A full queue: `done` is called at once, on the caller's thread, with
  // database_unavailable.
  virtual void write(write_job job, done then) = 0;
  virtual void read(read_job job, done then) = 0;
  // False where a write would be refused now; counts as one that was.
  virtual bool has_room_for_a_write() = 0;
  // From now on reads are given these copies, and they are told of every commit before it is answered. To be called
  // before the first job; they outlive the database.
  virtual void keep(storage::volunteer_snapshots& copies) = 0;
  // Finishes what is queued, commits, closes. Later jobs are refused. Not to be called on a thread of the database.
  virtual void close() = 0;

  struct figures {
    std::uint64_t writes, reads, commits, run_again, refused, queued_writes, queued_reads;
  };
  virtual figures counted() const = 0;
  virtual std::string kind() const = 0;  // "SQLite 3.40.1"
  // What keeps it from doing all it should, in one line for everybody to read; none: nothing known.
  static constexpr auto takes_no_writes = "the database takes no writes now";
  virtual std::optional<std::string> trouble() const { return std::nullopt; }
  // The name of this process among those that have this database, for leases. From the first call on, others can tell
  // by it whether the process is alive (storage::absent_owners).
  virtual std::string process_name() = 0;
  // Whether other processes may have it, too.
  virtual bool is_shared() const = 0;

  // The same, waiting for the answer; for commands, workers and tests, never on an I/O thread. A refusal undoes what
  // was written, unless it says keeps_writes. What the job throws is thrown here.
  template <class Job>
  auto write_now(Job work) -> std::invoke_result_t<Job, store&>;
  template <class Job>
  auto read_now(Job work) -> std::invoke_result_t<Job, store&>;
};

// keep, unless the answer is a refusal that does not say keeps_writes.
template <class T>
database::verdict verdict_on(T const&) {
  return database::verdict::keep;
}
template <class T>
database::verdict verdict_on(result<T> const& answer) {
  return answer || answer.error().keeps_writes ? database::verdict::keep : database::verdict::undo;
}

// Fulfils the promise. Shared, for whoever waits may be gone before set_value returns.
inline database::done answer_to(std::shared_ptr<std::promise<void>> promise) {
  return [promise = std::move(promise)](std::exception_ptr fault) {
    if (fault)
      promise->set_exception(std::move(fault));
    else
      promise->set_value();
  };
}

template <class Job>
auto database::write_now(Job work) -> std::invoke_result_t<Job, store&> {
  using Answer = std::invoke_result_t<Job, store&>;
  auto const finished = std::make_shared<std::promise<void>>();
  auto wait = finished->get_future();
  if constexpr (std::is_void_v<Answer>) {
    write(
        [&work](store& s) {
          work(s);
          return verdict::keep;
        },
        answer_to(finished));
    wait.get();
  } else {
    std::optional<Answer> answer;
    write([&work, &answer](store& s) { return verdict_on(answer.emplace(work(s))); }, answer_to(finished));
    wait.get();
    return std::move(*answer);
  }
}

template <class Job>
auto database::read_now(Job work) -> std::invoke_result_t<Job, store&> {
  using Answer = std::invoke_result_t<Job, store&>;
  auto const finished = std::make_shared<std::promise<void>>();
  auto wait = finished->get_future();
  if constexpr (std::is_void_v<Answer>) {
    read([&work](store& s) { work(s); }, answer_to(finished));
    wait.get();
  } else {
    std::optional<Answer> answer;
    read([&work, &answer](store& s) { answer.emplace(work(s)); }, answer_to(finished));
    wait.get();
    return std::move(*answer);
  }
}

}  // namespace rehearse
