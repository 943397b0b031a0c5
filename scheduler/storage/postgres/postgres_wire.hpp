// Questions to a PostgreSQL server and its answers, several questions on one way where only the last answer is waited
// for (libpq's pipeline). Knows of no transactions; says every fault in our words. Used by postgres_connection; libpq
// stays in the .cpp. One thread at a time.
#pragma once

#include "scheduler/storage/postgres/postgres_faults.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace rehearse::storage {

// What every line of ours is called at the server (pg_stat_activity), whatever the URL says: processes of ours are told
// by it from others.
inline constexpr char const* application_name = "rehearse";

// How long a server that says nothing is waited for; 0: without end.
struct postgres_patience {
  std::chrono::seconds connecting{3};
  std::chrono::seconds answering{10};  // a statement, its waiting for locks included
};

// Types as the server numbers them (pg_type).
enum class value_type : unsigned {
  inferred = 0,  // a text is left to the server to infer, where that can be
  big_integer = 20,
  plain_text = 25,
};

// A parameter in the form in which it travels.
struct parameter {
  value_type type = value_type::plain_text;  // of one that nobody bound: the text of a query may leave out numbers
  std::optional<std::string> value;
};

// A plain command without a name, or the statement of that name, to be prepared (with its text) or run.
struct question {
  enum class kind { command, prepare, run };
  kind what = kind::command;
  std::string name;
  std::string sql;
  std::vector<parameter> given;
};

class wire_answer {
 public:
  wire_answer() = default;
  explicit wire_answer(pg_result* given) : rows_(given) {}
  explicit operator bool() const { return rows_ != nullptr; }

  int rows() const;
  bool is_null(int row, int column) const;
  std::string_view text(int row, int column) const;
  int changed() const;
  std::string_view done() const;  // "COMMIT"

 private:
  struct clear {
    void operator()(pg_result* r) const;
  };
  std::unique_ptr<pg_result, clear> rows_;
};

class postgres_wire {
 public:
  // `url` is postgres://…, as libpq reads it. Throws connection_lost where no server can be reached.
  postgres_wire(std::string const& url, postgres_patience patience);

  // Sends all of them at once, each done only if those before it were; returns the answer to the last, or throws what
  // is wrong with the first that was refused.
  wire_answer ask(std::span<question const> all);
  // A script of several statements.
  wire_answer ask(std::string const& script);

  bool is_in_transaction() const;
  bool is_usable() const;
  // The server has closed its end: what is sent now it will not read.
  bool is_ended_by_server() const;
  std::string_view setting(char const* name) const;  // as the server told by itself; "" where it did not

 private:
  struct finish {
    void operator()(pg_conn* c) const;
  };

  void send(question const& q);
  void demand_sent(int taken);
  wire_answer last_answer();
  wire_answer answers_to(std::size_t count);
  pg_result* next_answer();
  bool wait_for_input(std::chrono::steady_clock::time_point until);
  [[noreturn]] void give_up(std::string const& why);

  std::unique_ptr<pg_conn, finish> to_;
  postgres_patience const patience_;
  bool gone_ = false;
};

}  // namespace rehearse::storage
