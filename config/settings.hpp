// Everything an operator can set, as one value that `application` hands out in pieces. It comes from the TOML file,
// then the environment, then flags; settings_table says what each key is called, what it allows and what it is for.
// Made before any thread starts, then only read.
#pragma once

#include "config/environment.hpp"
#include "config/log.hpp"
#include "config/starttls.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse {

struct server_settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: a free one
  std::string public_url;     // empty: see public_origin()
  unsigned threads = 2;
  std::vector<std::string> trusted_proxies;  // addresses or CIDR ranges
  std::string secret_file;                   // empty: beside the database
  std::chrono::seconds leave_after{0};       // of a drain: until then new connections are served
};

struct database_settings {
  std::string url = "sqlite:rehearse.db";   // "sqlite:PATH" or "postgres://…"
  unsigned readers = 2;                     // read-only connections, a thread each
  unsigned connections = 16;                // of PostgreSQL, that write, a thread each
  std::chrono::seconds connect_timeout{3};  // of PostgreSQL, as the next
  std::chrono::seconds statement_timeout{10};
};

struct smtp_settings {
  std::string url;  // empty: mails go to [mail] directory
  std::string username;
  std::string password_file;
  std::string from;  // empty: see sender_address()
  rehearse::starttls starttls = rehearse::starttls::required;
  std::string ca_file;  // empty: the authorities of the system
  unsigned connections = 4;
};

struct mail_settings {
  std::string directory = "mail";
};

struct demo_settings {
  bool inbox = false;
};

enum class rule_change { report, keep_wall_clock };

struct time_settings {
  rule_change on_rule_change = rule_change::report;
};

struct log_settings {
  log::level level = log::level::info;
  log::format format = log::format::text;
};

// What the contract fixes (section 3) is a constant; the rest an operator may set.
struct limit_settings {
  static constexpr std::size_t max_body_bytes = 64 * 1024;
  static constexpr std::size_t max_discarded_bytes = 4 * 1024 * 1024;
  static constexpr unsigned max_json_depth = 32;
  static constexpr std::chrono::seconds drain_within{20};

  unsigned requests_per_minute = 600;  // a client address; 0: no limit, here and in the next two
  unsigned bookings_per_hour = 30;     // a client address
  unsigned mails_per_hour = 20;        // a recipient, of mail that a stranger can cause
  unsigned max_connections = 10'000;
  unsigned max_header_bytes = 16 * 1024;
  std::chrono::seconds header_timeout{10};  // from the first byte of a request to the end of its header
  std::chrono::seconds body_timeout{30};
  std::chrono::seconds idle_timeout{60};  // between requests
  std::chrono::seconds write_timeout{30};
  unsigned queued_writes = 1'024;  // jobs that wait for the database; one more is answered 503
  unsigned queued_reads = 1'024;
  unsigned cache_mebibytes = 64;  // of answers about slots, kept until something changes; 0: none
};

struct calendar_settings {
  bool allow_loopback = false;
};

struct page_settings {
  std::string templates;  // a folder; empty: those in the program
};

struct settings {
  server_settings server;
  database_settings database;
  smtp_settings smtp;
  mail_settings mail;
  demo_settings demo;
  time_settings time;
  log_settings log;
  limit_settings limits;
  calendar_settings calendars;
  page_settings pages;
};

// Where settings come from, weakest first.
struct settings_sources {
  std::optional<std::filesystem::path> file;  // none: no file is looked for
  rehearse::environment environment;          // names that begin with REHEARSE_ count
  std::vector<std::pair<std::string, std::string>>
      flags;  // "server.port" and its value as typed; main reads them (--set)
};

// What is wrong: one line a mistake, each naming its place (file and line, variable or flag), the key and what is
// allowed.
class settings_error : public std::runtime_error {
 public:
  explicit settings_error(std::vector<std::string> mistakes);
  std::vector<std::string> const& mistakes() const { return mistakes_; }

 private:
  std::vector<std::string> mistakes_;
};

// Reads all sources over the defaults. Throws settings_error with all mistakes: unknown keys, values that are not
// allowed and combinations that cannot work (settings_check.hpp).
settings load_settings(settings_sources const& sources);

// Whether [database] url names a PostgreSQL server.
bool is_on_postgres(settings const& s);
// The SQLite file, where it is one; the secret, the lock and the socket have names that begin with its.
std::filesystem::path database_file(settings const& s);
// The file that such a URL means, by the one name that all who mean it agree on: from the root, past every link.
// (SQLite itself would read "file:…" as something else.) load_settings leaves no other name in [database] url.
std::filesystem::path sqlite_file(std::string_view url);

// [server] secret_file, or the file beside the SQLite database: `rehearse.db.secret`.
std::filesystem::path secret_file(settings const& s);

// What links begin with, no slash at its end: [server] public_url, or http:// with the address and the port in truth
// bound.
std::string public_origin(settings const& s, std::uint16_t bound_port);

// The address that mail comes from: [smtp] from, or rehearse@ the public host (rehearse@localhost where that is a
// number).
std::string sender_address(settings const& s);

}  // namespace rehearse
