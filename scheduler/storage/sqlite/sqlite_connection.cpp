#include "scheduler/storage/sqlite/sqlite_connection.hpp"

#include <unordered_map>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

namespace rehearse::storage {
namespace {

// Says SQLite's fault in our words; its own exception does not leave this file.
[[noreturn]] void rethrow(SQLite::Exception const& fault) {
  auto const words = std::string("SQLite: ") + fault.what();
  int const code = fault.getExtendedErrorCode();
  if (code == SQLITE_CONSTRAINT_TRIGGER && words.ends_with("occupations overlap")) throw overlap_refused(words);
  if (fault.getErrorCode() == SQLITE_CONSTRAINT) throw constraint_broken(words);
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) throw sync_failed(words);
  throw std::runtime_error(words);
}

template <class Call>
auto in_our_words(Call call) {
  try {
    return call();
  } catch (SQLite::Exception const& fault) {
    rethrow(fault);
  }
}

// PostgreSQL writes parameters as $1, SQLite as ?1 (its own $1 is a name, numbered by appearance).
std::string with_question_marks(std::string_view sql) {
  std::string text(sql);
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '$' && text[i + 1] >= '1' && text[i + 1] <= '9') text[i] = '?';
  return text;
}

class sqlite_statement final : public statement {
 public:
  sqlite_statement(SQLite::Database& db, std::string_view sql) : prepared_(db, with_question_marks(sql)) {}

  void bind(int place, std::int64_t value) override {
    in_our_words([&] { prepared_.bind(place, value); });
  }
  void bind(int place, std::string_view value) override {
    in_our_words([&] { prepared_.bind(place, bound_.assign(value)); });
  }
  void bind_null(int place) override {
    in_our_words([&] { prepared_.bind(place); });
  }
  bool step() override {
    is_running_ = true;
    bool const row = in_our_words([&] { return prepared_.executeStep(); });
    if (!row) changed_ = prepared_.getChanges();
    return row;
  }
  void run_later() override {
    while (step()) {
    }
  }
  bool is_null(int column) const override {
    return in_our_words([&] { return prepared_.isColumnNull(column); });
  }
  std::int64_t integer(int column) const override {
    return in_our_words([&] { return prepared_.getColumn(column).getInt64(); });
  }
  std::string text(int column) const override {
    return in_our_words([&] { return prepared_.getColumn(column).getString(); });
  }
  int changed() const override { return changed_; }

  // Its answer is the fault of the run before, which was thrown already.
  void reset() {
    if (std::exchange(is_running_, false)) prepared_.tryReset();
  }
  void begin() {
    reset();
    prepared_.clearBindings();
    changed_ = 0;
  }

 private:
  mutable SQLite::Statement prepared_;  // its columns are read by functions that are not const
  std::string bound_;                   // SQLite copies what it is given, SQLiteCpp takes only strings
  int changed_ = 0;
  bool is_running_ = false;  // stepped since it was reset
};

struct text_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

int opening_flags(access how) {
  int const mode = how == access::write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY;
  return mode | SQLite::OPEN_NOMUTEX;
}

// SQLite counts what it allocates under a lock that all connections share; nobody asks. Before its first use only.
void count_no_memory() {
  static bool const once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
  static_cast<void>(once);
}

class connection_to_file final : public sqlite_connection {
 public:
  connection_to_file(std::string const& path, access how) : db_(path, opening_flags(how), busy_milliseconds) {
    trust_nothing();
    if (how == access::write)
      prepare_for_writing();
    else
      configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
  }

  statement& prepared(std::string_view sql) override {
    auto found = cache_.find(sql);
    if (found == cache_.end()) {
      auto fresh = in_our_words([&] { return std::make_unique<sqlite_statement>(db_, sql); });
      found = cache_.emplace(std::string(sql), std::move(fresh)).first;
    }
    found->second->begin();
    started_.push_back(found->second.get());
    return *found->second;
  }

  void execute(std::string_view script) override {
    in_our_words([&] { db_.exec(std::string(script)); });
  }
  void begin() override { execute("begin immediate"); }
  bool in_transaction() const override { return sqlite3_get_autocommit(db_.getHandle()) == 0; }
  void lock(std::string_view) override {}
  engine_kind engine() const override { return engine_kind::sqlite; }

  void reset_statements() override {
    for (auto* statement : started_) statement->reset();
    started_.clear();
  }
  void forbid_writes(bool on) override {
    if (on == writes_forbidden_) return;
    execute(on ? "pragma query_only = 1" : "pragma query_only = 0");
    writes_forbidden_ = on;
  }
  std::int64_t rows_changed() const override { return sqlite3_total_changes64(db_.getHandle()); }
  int log_pages() const override { return log_pages_; }
  int checkpoint() override {
    int in_log = 0, copied = 0;
    in_our_words([&] {
      db_.check(sqlite3_wal_checkpoint_v2(db_.getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &copied));
    });
    return copied;
  }
  std::vector<std::string> statements() const override {
    std::vector<std::string> texts;
    for (auto const& [sql, statement] : cache_) texts.push_back(sql);
    return texts;
  }

 private:
  static constexpr int busy_milliseconds = 5000;
  static constexpr int full = 2;  // pragma synchronous

  void configure(int option, int value) { db_.check(sqlite3_db_config(db_.getHandle(), option, value, nullptr)); }

  void trust_nothing() {
    configure(SQLITE_DBCONFIG_DQS_DML, 0);
    configure(SQLITE_DBCONFIG_DQS_DDL, 0);
    configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    configure(SQLITE_DBCONFIG_DEFENSIVE, 1);
    configure(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    db_.exec("pragma temp_store = memory; pragma cache_size = -16384");
  }

  // Checkpoints are sqlite_checkpointer's business, outside the path of a commit: the automatic ones are switched off
  // (the hook takes their place).
  void prepare_for_writing() {
    // Where SQLite cannot have a write-ahead log it keeps what it has, and says so only to whoever looks.
    auto const mode = db_.execAndGet("pragma journal_mode = wal").getString();
    db_.exec("pragma synchronous = full");
    int const synchronous = db_.execAndGet("pragma synchronous").getInt();
    if ((mode != "wal" && mode != "memory") || synchronous != full)
      throw std::runtime_error("SQLite cannot keep this database safely here (journal_mode is " + mode +
                               ", synchronous " + std::to_string(synchronous) + "): put it on a disk of this machine");
    // A write reads more than any read: the pages of every index that it changes. (Kibibytes, taken as they are
    // needed.)
    db_.exec("pragma cache_size = -49152");
    sqlite3_wal_hook(db_.getHandle(), &note_log_pages, &log_pages_);
  }
  static int note_log_pages(void* counted, sqlite3*, char const*, int pages) {
    *static_cast<int*>(counted) = pages;
    return SQLITE_OK;
  }

  SQLite::Database db_;
  std::unordered_map<std::string, std::unique_ptr<sqlite_statement>, text_hash, std::equal_to<>> cache_;
  std::vector<sqlite_statement*> started_;
  int log_pages_ = 0;
  bool writes_forbidden_ = false;
};

}  // namespace

std::unique_ptr<sqlite_connection> sqlite_connection::open(std::string const& path, access how) {
  count_no_memory();
  return in_our_words([&] { return std::make_unique<connection_to_file>(path, how); });
}

std::string sqlite_version() {
  return SQLite::getLibVersion();
}

}  // namespace rehearse::storage
