#include "scheduler/storage/postgres/postgres_wire.hpp"

#include "scheduler/storage/connection.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

#include <libpq-fe.h>
#include <poll.h>

namespace rehearse::storage {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::string_view_literals;

// libpq ends its words with a line break, begins others with a tab, and puts several lines where it tried several
// addresses.
std::string one_line(char const* words) {
  std::istringstream all(words == nullptr ? "" : words);
  std::string said, word;
  while (all >> word) said += (said.empty() ? "" : " ") + word;
  return "PostgreSQL: " + (said.empty() ? std::string("the connection is gone") : said);
}

// Says PostgreSQL's fault in our words, by its SQLSTATE (appendix A of its manual).
[[noreturn]] void rethrow(std::string_view state, std::string const& words) {
  if (state == "23P01") throw overlap_refused(words);
  if (state.starts_with("23")) throw constraint_broken(words);
  if (state.starts_with("40")) throw came_between(words);
  if (state == "25006") throw only_reads(words);
  // Time-outs of statements and of locks; no room or memory left; the disk.
  if (state == "55P03") throw lock_not_taken(words);
  if (state == "57014" || state.starts_with("53") || state.starts_with("58")) throw not_now(words);
  // Plans that a migration elsewhere made void; a line ended because nothing came within a transaction.
  if (state == "0A000" || state == "26000" || state == "25P03") throw line_outdated(words);
  // Shut down, crashed, starting.
  if (state.starts_with("08") || state.starts_with("57P")) throw connection_lost(words);
  throw std::runtime_error(words);
}

bool is_refused(PGresult const* r) {
  auto const how = PQresultStatus(r);
  return how != PGRES_COMMAND_OK && how != PGRES_TUPLES_OK && how != PGRES_EMPTY_QUERY;
}

void demand_success(PGconn* c, PGresult const* r) {
  if (!is_refused(r)) return;
  auto const* state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
  if (state == nullptr) throw connection_lost(one_line(PQerrorMessage(c)));
  auto const words = one_line(PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY));
  // With such a fault the server ends the line, whatever its state says.
  auto const* severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);
  bool const is_last_word = severity != nullptr && (severity == "FATAL"sv || severity == "PANIC"sv);
  if (is_last_word && state != "25P03"sv) throw connection_lost(words);
  rethrow(state, words);
}

// Plans are kept for as long as a line lasts, and may have been made when the tables were empty: so they go by indexes,
// which every statement has, whatever the sizes were. Where there is none, the cost that this adds must not start a
// compiler.
std::string options_of(postgres_patience patience) {
  auto const milliseconds = std::to_string(std::chrono::milliseconds(patience.answering).count());
  return "-c statement_timeout=" + milliseconds + " -c idle_in_transaction_session_timeout=" + milliseconds +
         " -c enable_seqscan=off -c jit=off -c timezone=UTC -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c "
         "tcp_keepalives_count=3";
}

PGconn* connect(std::string const& url, postgres_patience patience) {
  auto const options = options_of(patience);
  auto const seconds = std::to_string(patience.connecting.count());
  // What the URL says is stronger than what comes before it.
  char const* const names[] = {
      "options",          "connect_timeout",  "client_encoding", "keepalives_idle",  "keepalives_interval",
      "keepalives_count", "tcp_user_timeout", "dbname",          "application_name", nullptr};
  char const* const values[] = {options.c_str(), seconds.c_str(), "UTF8",           "10",   "5", "3",
                                "15000",         url.c_str(),     application_name, nullptr};
  return PQconnectdbParams(names, values, 1 /* dbname may be a URL */);
}

// What of a server's refusal of a line libpq tells only in words that it translates, it tells as a SQLSTATE when it is
// asked so, which can be no sooner than now: so the server is asked again, where it was quick to refuse. True: there is
// a line after all.
bool is_there_now(PGconn* c, bool& gives_no_more) {
  auto const before = PQsetErrorVerbosity(c, PQERRORS_SQLSTATE);
  PQreset(c);
  PQsetErrorVerbosity(c, before);
  gives_no_more = std::string_view(PQerrorMessage(c)).find(":  53300") != std::string_view::npos;
  return PQstatus(c) == CONNECTION_OK;
}

void demand_line(PGconn* c, bool was_quick) {
  if (PQstatus(c) == CONNECTION_OK) return;
  auto const words = one_line(PQerrorMessage(c));
  bool gives_no_more = false;
  if (was_quick && is_there_now(c, gives_no_more)) return;
  if (gives_no_more) throw too_many_lines(words);
  throw connection_lost(words);
}

}  // namespace

void wire_answer::clear::operator()(pg_result* r) const {
  PQclear(r);
}
int wire_answer::rows() const {
  return PQntuples(rows_.get());
}
bool wire_answer::is_null(int row, int column) const {
  return PQgetisnull(rows_.get(), row, column) != 0;
}
std::string_view wire_answer::text(int row, int column) const {
  return {PQgetvalue(rows_.get(), row, column), static_cast<std::size_t>(PQgetlength(rows_.get(), row, column))};
}
int wire_answer::changed() const {
  int count = 0;
  std::string_view const said = PQcmdTuples(rows_.get());
  std::from_chars(said.data(), said.data() + said.size(), count);
  return count;
}
std::string_view wire_answer::done() const {
  return PQcmdStatus(rows_.get());
}

void postgres_wire::finish::operator()(pg_conn* c) const {
  PQfinish(c);
}

postgres_wire::postgres_wire(std::string const& url, postgres_patience patience) : patience_(patience) {
  auto const began = clock::now();
  to_.reset(connect(url, patience));
  demand_line(to_.get(), clock::now() - began < patience.connecting);
  PQsetNoticeProcessor(
      to_.get(), [](void*, char const*) {}, nullptr);
}

wire_answer postgres_wire::ask(std::span<question const> all) {
  if (all.size() == 1) {
    send(all.front());
    return last_answer();
  }
  demand_sent(PQenterPipelineMode(to_.get()));
  for (auto const& q : all) send(q);
  demand_sent(PQpipelineSync(to_.get()));
  return answers_to(all.size());
}

wire_answer postgres_wire::ask(std::string const& script) {
  demand_sent(PQsendQuery(to_.get(), script.c_str()));
  return last_answer();
}

void postgres_wire::send(question const& q) {
  std::vector<Oid> types;
  std::vector<char const*> values;
  for (auto const& p : q.given) {
    types.push_back(static_cast<Oid>(p.type));
    values.push_back(p.value ? p.value->c_str() : nullptr);
  }
  auto const count = static_cast<int>(q.given.size());
  switch (q.what) {
    case question::kind::command:
      return demand_sent(PQsendQueryParams(to_.get(), q.sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
    case question::kind::prepare:
      return demand_sent(PQsendPrepare(to_.get(), q.name.c_str(), q.sql.c_str(), count, types.data()));
    case question::kind::run:
      return demand_sent(
          PQsendQueryPrepared(to_.get(), q.name.c_str(), count, values.data(), nullptr, nullptr, 0 /* as text */));
  }
}

void postgres_wire::demand_sent(int taken) {
  if (taken == 0) throw connection_lost(one_line(PQerrorMessage(to_.get())));
}

// To one question, of however many statements.
wire_answer postgres_wire::last_answer() {
  wire_answer last;
  PGresult* refused = nullptr;
  while (auto* const next = next_answer()) {
    if (refused != nullptr) {
      PQclear(next);
      continue;
    }
    if (is_refused(next)) refused = next;
    last = wire_answer(next);
  }
  if (!last) throw connection_lost(one_line(PQerrorMessage(to_.get())));
  if (refused != nullptr) demand_success(to_.get(), refused);
  return last;
}

// Each question's answer ends with a null, and all of them with the server's word that it is through.
wire_answer postgres_wire::answers_to(std::size_t count) {
  wire_answer last, refused;
  PGresult const* why = nullptr;
  for (std::size_t i = 0; i < count; ++i) {
    while (auto* const next = next_answer()) {
      wire_answer said(next);
      if (why == nullptr && is_refused(next)) {
        why = next;
        refused = std::move(said);
      } else {
        last = std::move(said);
      }
    }
  }
  wire_answer const through(next_answer());
  if (!through) throw connection_lost(one_line(PQerrorMessage(to_.get())));
  demand_sent(PQexitPipelineMode(to_.get()));
  if (why != nullptr) demand_success(to_.get(), why);
  return last;
}

// Waits no longer than the server may take, and some time for its own time-out to come first.
PGresult* postgres_wire::next_answer() {
  auto const until = clock::now() + patience_.answering + std::chrono::seconds(2);
  while (PQisBusy(to_.get()) != 0) {
    bool const waits_without_end = patience_.answering.count() == 0;
    if (!wait_for_input(until) && !waits_without_end) give_up("the server says nothing");
    if (PQconsumeInput(to_.get()) == 0) give_up(PQerrorMessage(to_.get()));
  }
  return PQgetResult(to_.get());
}

// The line is of no use any more: an answer that comes late would be taken for that of the next question.
void postgres_wire::give_up(std::string const& why) {
  gone_ = true;
  throw connection_lost(one_line(why.c_str()));
}

// False: the time was over first.
bool postgres_wire::wait_for_input(clock::time_point until) {
  pollfd socket{PQsocket(to_.get()), POLLIN, 0};
  if (socket.fd < 0) throw connection_lost(one_line(PQerrorMessage(to_.get())));
  auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - clock::now()).count();
  return ::poll(&socket, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000))) > 0;
}

bool postgres_wire::is_in_transaction() const {
  auto const state = PQtransactionStatus(to_.get());
  return state == PQTRANS_INTRANS || state == PQTRANS_INERROR || state == PQTRANS_ACTIVE;
}

bool postgres_wire::is_usable() const {
  return !gone_ && PQstatus(to_.get()) == CONNECTION_OK;
}

bool postgres_wire::is_ended_by_server() const {
  pollfd socket{PQsocket(to_.get()), POLLRDHUP, 0};
  return socket.fd < 0 || ::poll(&socket, 1, 0) > 0;
}

std::string_view postgres_wire::setting(char const* name) const {
  auto const* const told = PQparameterStatus(to_.get(), name);
  return told == nullptr ? std::string_view() : told;
}

}  // namespace rehearse::storage
