#include "scheduler/storage/postgres/postgres_connection.hpp"

#include "scheduler/storage/postgres/storable_text.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_map>

#include <libpq-fe.h>
#include <poll.h>

namespace rehearse::storage {
namespace {

using clock = std::chrono::steady_clock;

// Types as the server numbers them (pg_type): a text is left to the server to infer, where that can be.
constexpr Oid inferred = 0;
constexpr Oid big_integer = 20;
constexpr Oid plain_text = 25;

struct clear_result {
  void operator()(PGresult* r) const { PQclear(r); }
};
using answer = std::unique_ptr<PGresult, clear_result>;

struct finish_line {
  void operator()(PGconn* c) const { PQfinish(c); }
};
using line = std::unique_ptr<PGconn, finish_line>;

// libpq ends its words with a line break, and puts several lines where it tried several addresses.
std::string one_line(char const* words) {
  std::string said = words == nullptr ? "" : words;
  while (!said.empty() && said.back() == '\n') said.pop_back();
  std::ranges::replace(said, '\n', ' ');
  return "PostgreSQL: " + (said.empty() ? std::string("the connection is gone") : said);
}

// Says PostgreSQL's fault in our words, by its SQLSTATE (appendix A of its manual).
[[noreturn]] void rethrow(std::string_view state, std::string const& words) {
  if (state == "23P01") throw overlap_refused(words);
  if (state.starts_with("23")) throw constraint_broken(words);
  if (state.starts_with("40")) throw came_between(words);
  if (state == "25006") throw only_reads(words);
  // Time-outs of statements and of locks; no room or memory left; the disk.
  bool const is_cut_short = state == "57014" || state == "55P03" || state == "25P03";
  if (is_cut_short || state.starts_with("53") || state.starts_with("58")) throw not_now(words);
  // Shut down, crashed, starting; and plans that a migration elsewhere made void.
  if (state.starts_with("08") || state.starts_with("57P") || state == "0A000" || state == "26000")
    throw connection_lost(words);
  throw std::runtime_error(words);
}

void demand_success(PGconn* c, PGresult* r) {
  auto const how = PQresultStatus(r);
  if (how == PGRES_COMMAND_OK || how == PGRES_TUPLES_OK || how == PGRES_EMPTY_QUERY) return;
  auto const* state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
  if (state == nullptr) throw connection_lost(one_line(PQerrorMessage(c)));
  auto const* said = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
  rethrow(state, one_line(said));
}

// A parameter in the form in which it travels.
struct parameter {
  Oid type = plain_text;  // of one that nobody bound: the text of a query may leave out numbers
  std::optional<std::string> value;
};

class line_to_server;

class postgres_statement final : public statement {
 public:
  postgres_statement(line_to_server& on, std::string_view sql, std::string name)
      : on_(on), sql_(sql), name_(std::move(name)) {}

  void bind(int place, std::int64_t value) override { at(place) = {big_integer, std::to_string(value)}; }
  void bind(int place, std::string_view value) override { at(place) = {inferred, storable_text(value)}; }
  void bind_null(int place) override { at(place) = {inferred, std::nullopt}; }
  bool step() override {
    if (!rows_) run();
    return ++row_ < PQntuples(rows_.get());
  }
  bool is_null(int column) const override { return PQgetisnull(rows_.get(), row_, column) != 0; }
  std::int64_t integer(int column) const override {
    std::int64_t value = 0;
    auto const* const text = PQgetvalue(rows_.get(), row_, column);
    std::from_chars(text, text + PQgetlength(rows_.get(), row_, column), value);
    return value;
  }
  std::string text(int column) const override {
    return {PQgetvalue(rows_.get(), row_, column), static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))};
  }
  int changed() const override { return changed_; }

  void begin() {
    rows_.reset();
    given_.clear();
    row_ = -1;
    changed_ = 0;
  }
  std::string const& sql() const { return sql_; }

 private:
  parameter& at(int place) {
    auto const index = static_cast<std::size_t>(place) - 1;
    if (given_.size() <= index) given_.resize(index + 1);
    return given_[index];
  }
  void run();

  line_to_server& on_;
  std::string const sql_, name_;
  std::vector<parameter> given_;
  answer rows_;
  int row_ = -1;
  int changed_ = 0;
  bool is_prepared_ = false;
};

struct text_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class line_to_server final : public postgres_connection {
 public:
  line_to_server(line to, postgres_patience patience) : to_(std::move(to)), patience_(patience) {
    PQsetNoticeProcessor(
        to_.get(), [](void*, char const*) {}, nullptr);
    if (std::string_view(PQparameterStatus(to_.get(), "server_encoding")) != "UTF8")
      throw std::runtime_error("PostgreSQL: the database must be made with the encoding UTF8");
    keep_commits_durable();
  }

  statement& prepared(std::string_view sql) override {
    auto found = cache_.find(sql);
    if (found == cache_.end()) {
      auto fresh = std::make_unique<postgres_statement>(*this, sql, "s" + std::to_string(cache_.size()));
      found = cache_.emplace(std::string(sql), std::move(fresh)).first;
    }
    found->second->begin();
    return *found->second;
  }

  void execute(std::string_view script) override {
    demand_sent(PQsendQuery(to_.get(), std::string(script).c_str()));
    last_answer();
  }

  void begin() override {
    locked_.clear();
    execute("begin isolation level repeatable read");
  }
  void begin_reading() override { execute("begin isolation level repeatable read read only"); }
  bool in_transaction() const override {
    auto const state = PQtransactionStatus(to_.get());
    return state == PQTRANS_INTRANS || state == PQTRANS_INERROR || state == PQTRANS_ACTIVE;
  }
  void commit() override {
    demand_sent(PQsendQuery(to_.get(), "commit"));
    auto const said = last_answer();
    // What had failed before is rolled back by COMMIT, without an error.
    if (std::string_view(PQcmdStatus(said.get())) != "COMMIT")
      throw std::runtime_error("PostgreSQL: the transaction was rolled back");
  }
  void rollback() noexcept override {
    if (gone_ || PQstatus(to_.get()) != CONNECTION_OK || !in_transaction()) return;
    try {
      execute("rollback");
    } catch (std::exception const&) {  // then the line is of no use, which its next user will see
    }
  }

  void lock(std::string_view name) override {
    locked_.emplace(name);
    if (ahead_.contains(name)) return;
    auto& s = locking("select pg_try_advisory_xact_lock(hashtextextended($1, 0))", name);
    s.step();
    // Whoever waits here goes on with what the database was before.
    if (s.text(0) == "f") throw came_between("PostgreSQL: another is at work on the same");
  }
  // In one order, whatever the order was in which they were wanted.
  void lock_ahead() override {
    ahead_ = locked_;
    for (auto const& name : ahead_) locking("select pg_advisory_lock(hashtextextended($1, 0))", name).step();
  }
  void let_go() override {
    if (!ahead_.empty()) prepared("select pg_advisory_unlock_all()").step();
    ahead_.clear();
  }

  engine_kind engine() const override { return engine_kind::postgres; }
  std::string version() const override {
    std::string_view const said = PQparameterStatus(to_.get(), "server_version");
    return std::string(said.substr(0, said.find(' ')));
  }
  std::vector<std::string> statements() const override {
    std::vector<std::string> texts;
    for (auto const& [sql, statement] : cache_) texts.push_back(sql);
    return texts;
  }

  PGconn* raw() { return to_.get(); }
  void demand_sent(int taken) {
    if (taken == 0) throw connection_lost(one_line(PQerrorMessage(to_.get())));
  }
  // Of all that were asked for at once. Waits no longer than the server may take, and some time for its own time-out to
  // come first.
  answer last_answer() {
    auto const patience_ends = clock::now() + patience_.answering + std::chrono::seconds(2);
    answer last;
    while (auto next = next_answer(patience_ends)) {
      if (!last || PQresultStatus(last.get()) != PGRES_FATAL_ERROR) last = std::move(next);
    }
    if (!last) throw connection_lost(one_line(PQerrorMessage(to_.get())));
    demand_success(to_.get(), last.get());
    return last;
  }

 private:
  answer next_answer(clock::time_point until) {
    while (PQisBusy(to_.get()) != 0) {
      bool const waits_without_end = patience_.answering.count() == 0;
      if (!wait_for(POLLIN, until) && !waits_without_end) give_up("the server says nothing");
      if (PQconsumeInput(to_.get()) == 0) give_up(PQerrorMessage(to_.get()));
    }
    return answer(PQgetResult(to_.get()));
  }

  // The line is of no use any more: an answer that comes late would be taken for that of the next question.
  [[noreturn]] void give_up(std::string const& why) {
    gone_ = true;
    throw connection_lost(one_line(why.c_str()));
  }

  // False: the time was over first.
  bool wait_for(short what, clock::time_point until) {
    pollfd socket{PQsocket(to_.get()), what, 0};
    if (socket.fd < 0) throw connection_lost(one_line(PQerrorMessage(to_.get())));
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - clock::now()).count();
    return ::poll(&socket, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000))) > 0;
  }

  statement& locking(std::string_view sql, std::string_view name) {
    auto& s = prepared(sql);
    s.bind(1, name);
    return s;
  }

  // Where the server would answer before a commit is on its disk, ours are not answered so.
  void keep_commits_durable() {
    auto& s = prepared("select current_setting('synchronous_commit')");
    s.step();
    auto const kept = s.text(0);
    if (kept == "off" || kept == "local") execute("set synchronous_commit = on");
  }

  line to_;
  postgres_patience patience_;
  std::unordered_map<std::string, std::unique_ptr<postgres_statement>, text_hash, std::equal_to<>> cache_;
  std::set<std::string, std::less<>> locked_;  // by the last transaction
  std::set<std::string, std::less<>> ahead_;   // before this one began
  bool gone_ = false;
};

// Prepared when it is first run: then it is known what is bound, and thereby the types.
void postgres_statement::run() {
  std::vector<Oid> types;
  std::vector<char const*> values;
  for (auto const& p : given_) {
    types.push_back(p.type);
    values.push_back(p.value ? p.value->c_str() : nullptr);
  }
  auto const count = static_cast<int>(given_.size());
  if (!is_prepared_) {
    on_.demand_sent(PQsendPrepare(on_.raw(), name_.c_str(), sql_.c_str(), count, types.data()));
    on_.last_answer();
    is_prepared_ = true;
  }
  on_.demand_sent(
      PQsendQueryPrepared(on_.raw(), name_.c_str(), count, values.data(), nullptr, nullptr, 0 /* as text */));
  rows_ = on_.last_answer();
  std::string_view const said = PQcmdTuples(rows_.get());
  std::from_chars(said.data(), said.data() + said.size(), changed_);
}

std::string options_of(postgres_patience patience) {
  auto const milliseconds = std::to_string(std::chrono::milliseconds(patience.answering).count());
  return "-c statement_timeout=" + milliseconds + " -c idle_in_transaction_session_timeout=" + milliseconds +
         " -c timezone=UTC -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";
}

}  // namespace

std::unique_ptr<postgres_connection> postgres_connection::open(std::string const& url, postgres_patience patience) {
  auto const options = options_of(patience);
  auto const seconds = std::to_string(patience.connecting.count());
  // The URL comes last: what it says is stronger.
  char const* const names[] = {"options",          "connect_timeout",
                               "client_encoding",  "application_name",
                               "keepalives_idle",  "keepalives_interval",
                               "keepalives_count", "tcp_user_timeout",
                               "dbname",           nullptr};
  char const* const values[] = {options.c_str(), seconds.c_str(), "UTF8", "rehearse", "10", "5", "3",
                                "15000",         url.c_str(),     nullptr};
  line to(PQconnectdbParams(names, values, 1 /* dbname may be a URL */));
  if (PQstatus(to.get()) != CONNECTION_OK) throw connection_lost(one_line(PQerrorMessage(to.get())));
  return std::make_unique<line_to_server>(std::move(to), patience);
}

}  // namespace rehearse::storage
