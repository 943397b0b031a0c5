#include "config/settings_check.hpp"

#include "config/secret.hpp"
#include "config/setting_texts.hpp"

namespace rehearse {

namespace {

using setting_texts::host_of;
using setting_texts::is_loopback_host;

bool is_public(settings const& s) {
  if (!s.server.public_url.empty()) return !is_loopback_host(host_of(s.server.public_url));
  // "Every interface" is no address that a link could lead to.
  return s.server.address != "0.0.0.0" && s.server.address != "::" && !is_loopback_host(s.server.address);
}

bool mails_leave_this_machine(settings const& s) {
  return !s.smtp.url.empty() && !is_loopback_host(host_of(s.smtp.url));
}

}  // namespace

std::vector<impossible_combination> impossible_combinations(settings const& s) {
  std::vector<impossible_combination> found;
  if (is_on_postgres(s) && s.server.secret_file.empty()) {
    found.push_back({{"database.url", "server.secret_file"},
                     "[server] secret_file must name the secret where the database is PostgreSQL, the same for every "
                     "process: openssl rand -hex 32 > FILE"});
  }
  if (s.time.on_rule_change == rule_change::keep_wall_clock) {
    found.push_back(
        {{"time.on_rule_change"},
         "[time] on_rule_change = \"keep_wall_clock\" is not supported by this version: nothing would move; "
         "allowed is \"report\""});
  }
  if (mails_leave_this_machine(s) && !is_public(s)) {
    found.push_back(
        {{"server.public_url", "smtp.url"},
         "[server] public_url is on loopback, yet [smtp] url is not: the links in mails would lead nowhere; set "
         "public_url "
         "to what candidates can reach, or use an SMTP server on loopback"});
  }
  if (s.smtp.username.empty() != s.smtp.password_file.empty()) {
    found.push_back(
        {{"smtp.username", "smtp.password_file"}, "[smtp] username and password_file: allowed is both or neither"});
  }
  if (!s.smtp.username.empty() && s.smtp.starttls == starttls::never && mails_leave_this_machine(s) &&
      !s.smtp.url.starts_with("smtps:")) {
    found.push_back(
        {{"smtp.starttls", "smtp.username"},
         "[smtp] starttls = \"never\" with a username would send the password unencrypted; allowed is \"required\", "
         "\"if_offered\", an smtps:// url, or a server on loopback"});
  }
  return found;
}

std::vector<std::string> doubtful_settings(settings const& s) {
  std::vector<std::string> found;
  for (std::string const& file : {s.smtp.password_file, secret_file(s).string()}) {
    if (!file.empty() && readable_by_everybody(file)) {
      found.push_back("everybody may read a secret; mend with: chmod 600 " + file +
                      ", once it belongs to the user that serves");
    }
  }
  if (is_on_postgres(s) && setting_texts::has_password(s.database.url))
    found.push_back(
        "a password stands in [database] url; put it into a file that libpq reads: postgres://…?passfile=FILE");
  if (s.demo.inbox && is_public(s))
    found.push_back("[demo] inbox shows every mail to everybody, and public_url is public");
  return found;
}

}  // namespace rehearse
