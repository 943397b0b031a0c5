#include "config/settings_table.hpp"

#include "config/setting_texts.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <type_traits>

namespace rehearse {

namespace {

constexpr std::string_view starttls_names[] = {"required", "if_offered", "never"};
constexpr std::string_view rule_change_names[] = {"report", "keep_wall_clock"};
constexpr std::string_view level_names[] = {"debug", "info", "warning", "error", "off"};
constexpr std::string_view format_names[] = {"text", "json"};

// The only value that is looked for on the disk: what is not there would be passed over without a word.
bool is_folder(std::string_view path) {
  std::error_code unreadable;
  return std::filesystem::is_directory(path, unreadable);
}

// How each type of a member stands in a setting_value.
template <class Member>
struct form {
  static_assert(std::is_integral_v<Member>);
  using stored = std::int64_t;
  static stored out(Member m, setting const&) { return static_cast<stored>(m); }
  static std::optional<Member> in(stored v, setting const& about) {
    if (v < about.least || v > about.most) return std::nullopt;
    return static_cast<Member>(v);
  }
};

template <>
struct form<bool> {
  using stored = bool;
  static bool out(bool m, setting const&) { return m; }
  static std::optional<bool> in(bool v, setting const&) { return v; }
};

template <>
struct form<std::chrono::seconds> {
  using stored = std::int64_t;
  static stored out(std::chrono::seconds m, setting const&) { return m.count(); }
  static std::optional<std::chrono::seconds> in(stored v, setting const& about) {
    if (v < about.least || v > about.most) return std::nullopt;
    return std::chrono::seconds(v);
  }
};

template <>
struct form<std::string> {
  using stored = std::string;
  static stored out(std::string const& m, setting const&) { return m; }
  static std::optional<std::string> in(stored const& v, setting const& about) {
    // Empty means "not set" wherever it is the default.
    bool const unset = v.empty() && std::get<std::string>(about.by_default).empty();
    if (!unset && about.fits != nullptr && !about.fits(v)) return std::nullopt;
    return v;
  }
};

template <>
struct form<std::vector<std::string>> {
  using stored = std::vector<std::string>;
  static stored out(stored const& m, setting const&) { return m; }
  static std::optional<stored> in(stored const& v, setting const& about) {
    if (about.fits != nullptr && !std::ranges::all_of(v, about.fits)) return std::nullopt;
    return v;
  }
};

template <class Member>
requires std::is_enum_v<Member>
struct form<Member> {
  using stored = std::string;
  static stored out(Member m, setting const& about) { return std::string(about.choices[static_cast<std::size_t>(m)]); }
  static std::optional<Member> in(stored const& v, setting const& about) {
    auto const found = std::ranges::find(about.choices, v);
    if (found == about.choices.end()) return std::nullopt;
    return static_cast<Member>(found - about.choices.begin());
  }
};

template <auto Section, auto Member>
setting row(std::string_view section, std::string_view name, std::string allowed, std::string_view help) {
  using member = std::remove_cvref_t<decltype((std::declval<settings&>().*Section).*Member)>;
  setting made{section, name, help, std::move(allowed), {}, nullptr, nullptr, 0, 0, {}, nullptr};
  made.get = [](settings const& s, setting const& about) -> setting_value {
    return form<member>::out((s.*Section).*Member, about);
  };
  made.put = [](settings& s, setting_value const& value, setting const& about) {
    auto const* const stored = std::get_if<typename form<member>::stored>(&value);
    if (stored == nullptr) return false;
    auto const fitting = form<member>::in(*stored, about);
    if (fitting) (s.*Section).*Member = *fitting;
    return fitting.has_value();
  };
  return made;
}

setting with_default(setting made) {
  made.by_default = made.get(settings{}, made);
  return made;
}

template <auto Section, auto Member>
setting number(std::string_view section, std::string_view name, std::int64_t least, std::int64_t most,
               std::string_view help) {
  auto made = row<Section, Member>(
      section, name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most), help);
  made.least = least;
  made.most = most;
  return with_default(std::move(made));
}

template <auto Section, auto Member>
setting text(std::string_view section, std::string_view name, bool (*fits)(std::string_view), std::string allowed,
             std::string_view help) {
  auto made = row<Section, Member>(section, name, std::move(allowed), help);
  made.fits = fits;
  return with_default(std::move(made));
}

template <auto Section, auto Member>
setting yes_no(std::string_view section, std::string_view name, std::string_view help) {
  return with_default(row<Section, Member>(section, name, "true or false", help));
}

template <auto Section, auto Member>
setting choice(std::string_view section, std::string_view name, std::span<std::string_view const> choices,
               std::string_view help) {
  std::string allowed = "one of ";
  for (auto const one : choices) {
    if (one != choices.front()) allowed += ", ";
    allowed += '"';
    allowed += one;
    allowed += '"';
  }
  auto made = row<Section, Member>(section, name, std::move(allowed), help);
  made.choices = choices;
  return with_default(std::move(made));
}

using namespace setting_texts;
using s = settings;

std::vector<setting> server_rows() {
  using own = server_settings;
  return {
      text<&s::server, &own::address>("server", "address", is_ip_address,
                                      "an IP address such as \"127.0.0.1\" or \"::\"",
                                      "where the server listens; \"0.0.0.0\" or \"::\" for every interface"),
      number<&s::server, &own::port>("server", "port", 0, 65'535, "the TCP port; 0 takes a free one"),
      text<&s::server, &own::public_url>("server", "public_url", is_web_origin,
                                         "http:// or https:// with a host and perhaps a port, and no path",
                                         "what links in mails begin with; empty: http:// with address and port"),
      number<&s::server, &own::threads>("server", "threads", 1, 64, "threads that serve connections"),
      text<&s::server, &own::trusted_proxies>("server", "trusted_proxies", is_network,
                                              "a list of IP addresses or ranges such as \"10.0.0.0/8\"",
                                              "proxies whose X-Forwarded-For is believed"),
      text<&s::server, &own::secret_file>("server", "secret_file", nullptr, "the path of a file",
                                          "the server's secret; empty: made beside the database at first start"),
      number<&s::server, &own::leave_after>("server", "leave_after", 0, 10,
                                            "seconds for which a server that was told to end serves newcomers still"),
  };
}

std::vector<setting> data_rows() {
  using own = database_settings;
  return {
      text<&s::database, &own::url>("database", "url", is_database_url, "sqlite:PATH or postgres://USER@HOST/NAME",
                                    "where everything is kept"),
      number<&s::database, &own::readers>("database", "readers", 1, 64, "connections that only read, a thread each"),
      number<&s::database, &own::connections>("database", "connections", 1, 64,
                                              "connections that write to PostgreSQL, a thread each"),
      number<&s::database, &own::connect_timeout>("database", "connect_timeout", 1, 60,
                                                  "seconds that PostgreSQL may take to accept a connection"),
      number<&s::database, &own::statement_timeout>("database", "statement_timeout", 1, 600,
                                                    "seconds that one statement may take in PostgreSQL"),
  };
}

std::vector<setting> mail_rows() {
  using own = smtp_settings;
  return {
      text<&s::smtp, &own::url>(
          "smtp", "url", is_smtp_url,
          "smtp://HOST:PORT or smtps://HOST:PORT, without user and password (they have keys of their own)",
          "the server that mail is handed to; empty: mails become files in [mail] directory"),
      text<&s::smtp, &own::username>("smtp", "username", nullptr, "a text", "whom to log in as; empty: no login"),
      text<&s::smtp, &own::password_file>("smtp", "password_file", nullptr, "the path of a file",
                                          "a file whose first line is the password"),
      text<&s::smtp, &own::from>("smtp", "from", is_sender,
                                 "one address in ASCII, \"a@example.org\" or \"Name <a@example.org>\"",
                                 "who mail comes from; empty: rehearse@ the host of public_url"),
      choice<&s::smtp, &own::starttls>("smtp", "starttls", starttls_names,
                                       "whether an smtp:// connection must become encrypted (smtps:// always is)"),
      text<&s::smtp, &own::ca_file>("smtp", "ca_file", nullptr, "the path of a file",
                                    "certificates in PEM that vouch for the server; empty: those of the system"),
      number<&s::smtp, &own::connections>("smtp", "connections", 1, 64, "connections kept open at a time"),
      text<&s::mail, &mail_settings::directory>("mail", "directory", is_not_empty, "the path of a folder",
                                                "where mails go as .eml files while [smtp] url is empty"),
      yes_no<&s::demo, &demo_settings::inbox>("demo", "inbox", "show those files to everybody at /demo/mail"),
  };
}

std::vector<setting> conduct_rows() {
  return {
      choice<&s::time, &time_settings::on_rule_change>("time", "on_rule_change", rule_change_names,
                                                       "what happens to booked interviews when a country changes its "
                                                       "clocks: told of, or moved to the agreed wall-clock time"),
      choice<&s::log, &log_settings::level>("log", "level", level_names, "the least that is logged"),
      choice<&s::log, &log_settings::format>("log", "format", format_names, "one line an event, as text or as JSON"),
      yes_no<&s::calendars, &calendar_settings::allow_loopback>(
          "calendars", "allow_loopback", "let volunteers' calendar URLs lead to this machine (tests)"),
      text<&s::pages, &page_settings::templates>("pages", "templates", is_folder, "the path of a folder that is there",
                                                 "templates of pages and mails; empty: those in the program"),
  };
}

std::vector<setting> limit_rows() {
  using own = limit_settings;
  constexpr std::int64_t million = 1'000'000;
  constexpr std::int64_t hour = 3'600;
  return {
      number<&s::limits, &own::requests_per_minute>("limits", "requests_per_minute", 0, million,
                                                    "requests of one client address; 0: no limit"),
      number<&s::limits, &own::bookings_per_hour>("limits", "bookings_per_hour", 0, million,
                                                  "bookings from one client address; 0: no limit"),
      number<&s::limits, &own::mails_per_hour>("limits", "mails_per_hour", 0, million,
                                               "mails to one recipient that a stranger can cause; 0: no limit"),
      number<&s::limits, &own::max_connections>("limits", "max_connections", 1, million, "connections open at a time"),
      number<&s::limits, &own::max_header_bytes>("limits", "max_header_bytes", 1'024, 65'536,
                                                 "size of a request's header in bytes"),
      number<&s::limits, &own::header_timeout>("limits", "header_timeout", 1, hour,
                                               "seconds that a header may take to arrive"),
      number<&s::limits, &own::body_timeout>("limits", "body_timeout", 1, hour,
                                             "seconds that a body may take to arrive"),
      number<&s::limits, &own::idle_timeout>("limits", "idle_timeout", 1, hour,
                                             "seconds that a connection may rest between requests"),
      number<&s::limits, &own::write_timeout>("limits", "write_timeout", 1, hour,
                                              "seconds that an answer may take to leave"),
      number<&s::limits, &own::queued_writes>("limits", "queued_writes", 1, million,
                                              "writes that wait for the database; one more is answered 503"),
      number<&s::limits, &own::queued_reads>("limits", "queued_reads", 1, million,
                                             "reads that wait for the database; one more is answered 503"),
      number<&s::limits, &own::cache_mebibytes>("limits", "cache_mebibytes", 0, 65'536,
                                                "MiB of answers about slots that are kept; 0: none"),
  };
}

std::vector<setting> make_table() {
  std::vector<setting> table;
  for (auto rows : {server_rows(), data_rows(), mail_rows(), conduct_rows(), limit_rows()}) {
    std::ranges::move(rows, std::back_inserter(table));
  }
  return table;
}

}  // namespace

std::span<setting const> all_settings() {
  static std::vector<setting> const table = make_table();
  return table;
}

setting const* find_setting(std::string_view section, std::string_view name) {
  auto const table = all_settings();
  auto const found =
      std::ranges::find_if(table, [&](setting const& row) { return row.section == section && row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace rehearse
