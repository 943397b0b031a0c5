// The seam between our tables and an engine: prepared statements over one connection. Two small drivers stand behind
// it, for SQLite and for PostgreSQL; the tables write one SQL text for both. A connection belongs to one thread at a
// time.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/ids.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::storage {

// A prepared statement, bound and stepped through. Columns are copied out at once: they change with the next step.
class statement {
 public:
  virtual ~statement() = default;

  virtual void bind(int place, std::int64_t value) = 0;  // places count from 1: $1, $2, …
  virtual void bind(int place, std::string_view value) = 0;
  virtual void bind_null(int place) = 0;
  // Runs it or goes on: true while there is a row.
  virtual bool step() = 0;
  // Runs it, whose rows and count nobody asks for. PostgreSQL may be sent it with the next statement that is waited for
  // or with the commit: what is wrong with it is thrown there at the latest.
  virtual void run_later() = 0;
  virtual bool is_null(int column) const = 0;  // columns count from 0
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string text(int column) const = 0;
  // How many rows the last run changed.
  virtual int changed() const = 0;
};

// What a transaction changed of that which others keep copies of (volunteer_snapshots).
struct changes {
  std::vector<volunteer_id> volunteers;  // their slots, or what is shown of them; some perhaps more than once
  bool interview_types = false;

  bool empty() const { return volunteers.empty() && !interview_types; }
};

// Where the engines differ.
enum class engine_kind { sqlite, postgres };

class connection {
 public:
  virtual ~connection() = default;
  // The statement of that text, prepared once for each connection, reset and unbound. Valid until the next call with
  // the same text.
  virtual statement& prepared(std::string_view sql) = 0;
  // Runs a script of several statements without parameters (migrations, transaction control).
  virtual void execute(std::string_view script) = 0;
  // Begins a transaction that may write; the end of it is the caller's to `execute`.
  virtual void begin() = 0;
  virtual bool in_transaction() const = 0;
  // Nobody else has that name locked until this transaction ends. Where somebody has, this one is begun anew, and then
  // has the lock from its beginning. It may see the database as it was before the other was done: a row that both
  // change tells. Nothing on SQLite, where one transaction writes at a time.
  virtual void lock(std::string_view name) = 0;
  virtual engine_kind engine() const = 0;

  // The tables note here what they change; whoever commits takes it and tells those who keep copies. What was undone
  // may be in it: a copy is then made anew without need.
  changes& noted() { return noted_; }
  changes take_noted() { return std::exchange(noted_, {}); }

 private:
  changes noted_;
};

// The engine refused a write because a constraint holds (overlap, uniqueness). Anything else it says is a
// std::runtime_error.
class constraint_broken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The constraint that was broken is the one which keeps occupations from overlapping.
class overlap_refused : public constraint_broken {
 public:
  using constraint_broken::constraint_broken;
};

// bind_all(s, a, b, …) binds places 1, 2, … with integers, bools, texts, instants (seconds), minutes, ids, optionals of
// these (none: NULL).
inline void bind_value(statement& s, int place, std::string_view v) {
  s.bind(place, v);
}
inline void bind_value(statement& s, int place, std::string const& v) {
  s.bind(place, std::string_view(v));
}
inline void bind_value(statement& s, int place, char const* v) {
  s.bind(place, std::string_view(v));
}
inline void bind_value(statement& s, int place, std::int64_t v) {
  s.bind(place, v);
}
inline void bind_value(statement& s, int place, int v) {
  s.bind(place, std::int64_t{v});
}
inline void bind_value(statement& s, int place, bool v) {
  s.bind(place, std::int64_t{v});
}
inline void bind_value(statement& s, int place, instant v) {
  s.bind(place, v.time_since_epoch().count());
}
inline void bind_value(statement& s, int place, wall_clock v) {
  s.bind(place, v.time_since_epoch().count());
}
inline void bind_value(statement& s, int place, minutes v) {
  s.bind(place, std::int64_t{v.count()});
}
template <class Tag>
void bind_value(statement& s, int place, id<Tag> const& v) {
  s.bind(place, std::string_view(v.text));
}
template <class T>
void bind_value(statement& s, int place, std::optional<T> const& v) {
  if (v)
    bind_value(s, place, *v);
  else
    s.bind_null(place);
}

// The same of the places after that one.
template <class... Values>
statement& bind_after(statement& s, int place, Values const&... values) {
  (bind_value(s, ++place, values), ...);
  return s;
}

template <class... Values>
statement& bind_all(statement& s, Values const&... values) {
  return bind_after(s, 0, values...);
}

// Prepares, binds and gives back the statement, ready to step.
template <class... Values>
statement& query(connection& db, std::string_view sql, Values const&... values) {
  return bind_all(db.prepared(sql), values...);
}

// Runs a statement that answers no rows; returns how many it changed.
template <class... Values>
int run(connection& db, std::string_view sql, Values const&... values) {
  statement& s = query(db, sql, values...);
  while (s.step()) {
  }
  return s.changed();
}

// The same where nobody asks how many, and nobody here wants to know whether a constraint refuses it.
template <class... Values>
void run_later(connection& db, std::string_view sql, Values const&... values) {
  query(db, sql, values...).run_later();
}

}  // namespace rehearse::storage
