#include "scheduler/storage/postgres/postgres_connection.hpp"

#include "scheduler/storage/postgres/storable_text.hpp"

#include <charconv>
#include <set>
#include <unordered_map>

namespace rehearse::storage {
namespace {

// What is put off until the next question holds memory here and there: this much at most.
constexpr std::size_t most_put_off = 500;

question command(char const* sql) {
  return {question::kind::command, {}, sql, {}};
}

class line_to_server;

class postgres_statement final : public statement {
 public:
  postgres_statement(line_to_server& on, std::string_view sql, std::string name)
      : on_(on), sql_(sql), name_(std::move(name)) {}

  void bind(int place, std::int64_t value) override { at(place) = {value_type::big_integer, std::to_string(value)}; }
  void bind(int place, std::string_view value) override { at(place) = {value_type::inferred, storable_text(value)}; }
  void bind_null(int place) override { at(place) = {value_type::inferred, std::nullopt}; }
  bool step() override {
    if (!rows_) run();
    return ++row_ < rows_.rows();
  }
  void run_later() override;
  bool is_null(int column) const override { return rows_.is_null(row_, column); }
  std::int64_t integer(int column) const override {
    std::int64_t value = 0;
    auto const text = rows_.text(row_, column);
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }
  std::string text(int column) const override { return std::string(rows_.text(row_, column)); }
  int changed() const override { return rows_.changed(); }

  void begin() {
    rows_ = {};
    given_.clear();
    row_ = -1;
  }

 private:
  parameter& at(int place) {
    auto const index = static_cast<std::size_t>(place) - 1;
    if (given_.size() <= index) given_.resize(index + 1);
    return given_[index];
  }
  void run();
  void prepare();

  line_to_server& on_;
  std::string const sql_, name_;
  std::vector<parameter> given_;
  wire_answer rows_;
  int row_ = -1;
  bool is_prepared_ = false;
};

struct text_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class line_to_server final : public postgres_connection {
 public:
  line_to_server(std::string const& url, postgres_patience patience) : wire_(url, patience) {
    if (wire_.setting("server_encoding") != "UTF8")
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
    if (!put_off_.empty()) ask_what_was_put_off();
    wire_.ask(std::string(script));
  }

  void begin() override {
    locked_.clear();
    put_off_.assign(1, command("begin isolation level repeatable read"));
  }
  void begin_reading() override { put_off_.assign(1, command("begin isolation level repeatable read read only")); }
  bool in_transaction() const override { return !put_off_.empty() || wire_.is_in_transaction(); }

  void commit() override {
    if (!wire_.is_in_transaction() && put_off_.size() == 1) return put_off_.clear();  // it did nothing
    if (wire_.is_ended_by_server()) throw line_outdated("PostgreSQL: the line was ended before the commit");
    put_off_.push_back(command("commit"));
    // What had failed before is rolled back by COMMIT, without an error.
    if (ask_what_was_put_off().done() != "COMMIT")
      throw std::runtime_error("PostgreSQL: the transaction was rolled back");
  }
  void rollback() noexcept override {
    put_off_.clear();
    if (!wire_.is_usable() || !wire_.is_in_transaction()) return;
    try {
      wire_.ask("rollback");
    } catch (std::exception const&) {  // then the line is of no use, which its next user will see
    }
  }

  void lock(std::string_view name) override {
    locked_.emplace(name);
    if (ahead_.contains(name)) return;
    // Whoever waited here would go on with what the database was before.
    locking("select lock_or_begin_anew($1)", name).run_later();
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
    auto const said = wire_.setting("server_version");
    return std::string(said.substr(0, said.find(' ')));
  }
  std::vector<std::string> statements() const override {
    std::vector<std::string> texts;
    for (auto const& [sql, statement] : cache_) texts.push_back(sql);
    return texts;
  }

  // The answer to this one, and before it all that was put off is done.
  wire_answer ask(question q) {
    put_off_.push_back(std::move(q));
    return ask_what_was_put_off();
  }
  // Outside of a transaction nothing that comes later would tell of what went wrong.
  void put_off(question q) {
    bool const waits = in_transaction() && put_off_.size() < most_put_off;
    put_off_.push_back(std::move(q));
    if (!waits) ask_what_was_put_off();
  }

 private:
  wire_answer ask_what_was_put_off() {
    auto const all = std::exchange(put_off_, {});
    return wire_.ask(all);
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

  postgres_wire wire_;
  std::vector<question> put_off_;  // of the transaction that is open; its beginning is the first of them
  std::unordered_map<std::string, std::unique_ptr<postgres_statement>, text_hash, std::equal_to<>> cache_;
  std::set<std::string, std::less<>> locked_;  // by the last transaction
  std::set<std::string, std::less<>> ahead_;   // before this one began
};

void postgres_statement::run() {
  prepare();
  rows_ = on_.ask({question::kind::run, name_, {}, given_});
}

void postgres_statement::run_later() {
  prepare();
  on_.put_off({question::kind::run, name_, {}, std::exchange(given_, {})});
}

// When it is first run: then it is known what is bound, and thereby the types.
void postgres_statement::prepare() {
  if (!is_prepared_) on_.ask({question::kind::prepare, name_, sql_, given_});
  is_prepared_ = true;
}

}  // namespace

std::unique_ptr<postgres_connection> postgres_connection::open(std::string const& url, postgres_patience patience) {
  return std::make_unique<line_to_server>(url, patience);
}

}  // namespace rehearse::storage
