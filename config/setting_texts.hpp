// What texts in settings must look like, and the parts of them that others ask for. For settings_table, settings_check
// and settings; pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

namespace rehearse::setting_texts {

bool is_not_empty(std::string_view text);
// An IPv4 or IPv6 address.
bool is_ip_address(std::string_view text);
// An address, or a range in CIDR form (RFC 4632, RFC 4291 section 2.3): "10.0.0.0/8".
bool is_network(std::string_view text);
// "http://" or "https://", a host, perhaps a port, nothing behind but one slash.
bool is_web_origin(std::string_view text);
inline constexpr std::string_view sqlite_scheme = "sqlite:";
// "sqlite:" and a path, or "postgres://…" as libpq reads it.
bool is_database_url(std::string_view text);
bool is_postgres_url(std::string_view text);
// Of a URL of PostgreSQL: does "user:password@" stand before its host, or a password among its parameters?
bool has_password(std::string_view url);
// What to say where it does on a command line.
inline constexpr auto no_password_there =
    "a password on the command line can be read by everybody on this machine; allowed is a file with it: "
    "postgres://…?passfile=FILE";
// "smtp://" or "smtps://", a host, perhaps a port and a path (the name to greet with); no user, no password.
bool is_smtp_url(std::string_view text);
// One address: "rehearse@example.org" or "Rehearse <rehearse@example.org>", printable ASCII.
bool is_sender(std::string_view text);

// The host of a URL without port and brackets: "example.org", "::1".
std::string host_of(std::string_view url);
// localhost, names under it, 127.0.0.0/8 and ::1.
bool is_loopback_host(std::string_view host);

}  // namespace rehearse::setting_texts
