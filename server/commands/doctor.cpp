// `rehearse doctor`: what an operator would check by hand, one line each, with the way to mend what is wrong (contract
// 2).

#include "config/secret.hpp"
#include "config/settings_check.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "server/application/local_socket.hpp"
#include "server/application/mail_way.hpp"
#include "server/application/opening.hpp"
#include "server/commands/commands.hpp"

#include <filesystem>
#include <functional>
#include <iostream>
#include <optional>

namespace rehearse {
namespace {

// What one look found: a sentence, and whether all is well.
struct finding {
  bool well;
  std::string says;
};

constexpr std::uintmax_t least_free_bytes = 200'000'000;

// What a server that runs on the database answers, while nobody waits for long.
std::optional<command_result> answer_of_server(settings const& set, command_words const& words) try {
  return ask_server(socket_file(set), words, std::chrono::seconds(5));
} catch (server_is_silent const&) {
  return std::nullopt;
}

// What a server that runs on the database says of itself: "tzdata 2026b" and "mail held" or "mail sent", a line each.
// Empty: none answers.
std::string state_of_server(settings const& set) {
  if (is_on_postgres(set)) return "";
  if (!std::filesystem::exists(socket_file(set))) return "";
  auto const said = answer_of_server(set, {"state"});
  return said && said->exit == 0 ? said->out : "";
}

finding look_at_configuration(settings const& set) {
  std::string doubts;
  for (auto const& doubt : doubtful_settings(set)) doubts += (doubts.empty() ? "" : "; ") + doubt;
  return doubts.empty() ? finding{true, "it can be read and fits together"} : finding{false, doubts};
}

finding look_at_tzdata(settings const& set) {
  if (auto const trouble = trouble_with_tzdata()) return {false, *trouble};
  auto const state = state_of_server(set);
  constexpr std::string_view label = "tzdata ";
  if (!state.starts_with(label)) return {true, "version " + tzdata_version()};
  auto const running = state.substr(label.size(), state.find('\n') - label.size());
  if (running == tzdata_version()) return {true, "version " + running + ", of the running server too"};
  return {false, "the server runs on " + running + ", " + tzdata_version() + " is installed: restart it"};
}

finding look_at_clock(instant now) {
  // A machine that lost its clock starts in the past; nothing else can be told without asking another machine.
  instant const built = date::sys_days{date::year{2026} / 1 / 1};
  if (now < built || now > last_instant)
    return {false,
            "it says " + to_text(now) + ": set the machine's clock, and keep it with chrony or systemd-timesyncd"};
  return {true, "it says " + to_text(now)};
}

// What there is at PostgreSQL, looked at once for all who ask: each look waits for a server that is away. Opening makes
// what is not there, and a look should leave things as they are.
struct postgres_view {
  std::optional<database_look> found;  // none: not seen, or kept in a file
  std::string why_not;
};

postgres_view view_of_postgres(settings const& set) try {
  if (!is_on_postgres(set)) return {};
  return {look_at_postgres(options_of(set)), ""};
} catch (std::exception const& failure) {
  return {std::nullopt, failure.what()};
}

finding look_at_postgres_server(settings const& set, postgres_view const& seen) {
  if (!seen.found) return {false, seen.why_not};
  auto const& found = *seen.found;
  auto const where = found.kind + ", " + shown_url(set.database.url);
  if (found.troubles.empty()) return {true, where + (found.is_made ? "" : ", no tables yet; `serve` makes them")};
  std::string all;
  for (auto const& trouble : found.troubles) all += (all.empty() ? ": " : "; and ") + trouble;
  return {false, where + all};
}

finding look_at_database(settings const& set, postgres_view const& seen) {
  if (is_on_postgres(set)) return look_at_postgres_server(set, seen);
  if (!has_database(set)) {
    demand_writable(set);
    demand_no_lone_log(database_file(set));
    return {true, "not made yet; `serve` makes " + database_file(set).string()};
  }
  system_randomness chance;
  if (auto const all = open_alone(set, chance))
    return {true, all->db->kind() + ", " + database_file(set).string() + ", no server runs on it"};
  if (auto const said = answer_of_server(set, {"tokens"}); said && said->exit == 0)
    return {true, database_file(set).string() + ", the server on it answers"};
  return {false,
          "a process holds the database but does not answer at " + socket_file(set).string() +
              ": it may be bringing the tables to this version, or starting: look at its log; restart it only if that "
              "stands still"};
}

finding look_at_disk(settings const& set) {
  if (is_on_postgres(set)) return {true, "everything is kept by the PostgreSQL server: look at the disk there"};
  auto const folder = std::filesystem::absolute(database_file(set)).parent_path();
  std::error_code unknown;
  auto const free = std::filesystem::space(folder, unknown).available;
  if (unknown) return {false, folder.string() + ": " + unknown.message()};
  auto const says = std::to_string(free / 1'000'000) + " MB free at " + folder.string();
  return free < least_free_bytes ? finding{false, says + ": make room, at least 200 MB"} : finding{true, says};
}

// Not known, where the database cannot be opened: that has a line of its own.
bool mail_is_held_now(settings const& set, postgres_view const& seen) try {
  if (is_on_postgres(set)) return seen.found && seen.found->mail_is_held;
  if (!has_database(set)) return false;
  if (auto const state = state_of_server(set); !state.empty()) return state.ends_with("mail held\n");
  system_randomness chance;
  auto const all = open_alone(set, chance);
  return all && all->db->read_now([](store& s) { return mail_is_held(s); });
} catch (std::exception const&) {
  return false;
}

finding look_at_mail(settings const& set, postgres_view const& seen) {
  if (mail_is_held_now(set, seen))
    return {false,
            "it is held, none leaves: `rehearse mail release` sends what waits (after a restore, see its --help)"};
  if (auto const trouble = trouble_with_mail_folder(set)) return {false, *trouble};
  if (set.smtp.url.empty()) return {true, "no SMTP server is set: mails are written to " + set.mail.directory};
  auto const found = smtp_login_check(smtp_options_of(set));
  return {found.passed, found.passed
                            ? found.detail
                            : found.detail + ": look at [smtp] url, username, password_file, starttls and ca_file"};
}

// A file is looked into when it is opened; a database that cannot be looked into has a line of its own.
bool is_secret_of_database(postgres_view const& seen, server_secret const& secret) {
  if (!seen.found || !seen.found->secret_fingerprint) return true;
  return *seen.found->secret_fingerprint == secret.fingerprint();
}

finding look_at_secret(settings const& set, postgres_view const& seen) try {
  auto const file = secret_file(set);
  if (auto const trouble = trouble_with_secret_file(set)) return {false, *trouble};
  if (!std::filesystem::exists(file)) return {true, "not made yet; `serve` makes " + file.string()};
  auto const secret = read_secret(file);
  if (!is_secret_of_database(seen, secret))
    return {false, file.string() +
                       " is not the secret that this database was made with, and `serve` would refuse it: "
                       "links in mails already sent would be dead; put the old secret there"};
  return {true, file.string()};
} catch (std::exception const& failure) {
  return {false, std::string(failure.what()) +
                     "; the database's own secret belongs there, readable by the user that serves (chown, chmod 600)"};
}

finding send_test_mail(settings const& set, std::string const& to, instant now) {
  message mail;
  mail.from = {"Rehearse", sender_address(set)};
  mail.to = {"", to};
  mail.subject = "Test mail of rehearse doctor";
  mail.text = "This mail was sent by `rehearse doctor --send`. Mail works.\n";
  mail.html = "<p>This mail was sent by <code>rehearse doctor --send</code>. Mail works.</p>\n";
  mail.message_id = "<doctor_" + std::to_string(now.time_since_epoch().count()) + "@" +
                    mail.from.address.substr(mail.from.address.rfind('@') + 1) + ">";
  mail.date = now;
  auto const report = mail_way(set, {})()->send(mail);
  return {report.outcome == delivery::sent, report.detail};
}

// Looks, says what it found on a line, and lets no exception stop the looks after it.
bool report(char const* what, std::function<finding()> const& look) {
  finding found{false, ""};
  try {
    found = look();
  } catch (std::exception const& failure) {
    found.says = failure.what();
  }
  std::cout << (found.well ? "ok     " : "WRONG  ") << what << ": " << found.says << std::endl;
  return found.well;
}

}  // namespace

int doctor_command(settings const& set, std::string const& send_to) {
  log::open(log::level::off, log::format::text);
  auto const now = system_clock().now();
  bool well = report("configuration", [&] { return look_at_configuration(set); });
  well &= report("tzdata", [&] { return look_at_tzdata(set); });
  well &= report("clock", [&] { return look_at_clock(now); });
  auto const seen = view_of_postgres(set);
  well &= report("secret", [&] { return look_at_secret(set, seen); });
  well &= report("database", [&] { return look_at_database(set, seen); });
  well &= report("disk", [&] { return look_at_disk(set); });
  well &= report("mail", [&] { return look_at_mail(set, seen); });
  if (!send_to.empty()) well &= report("test mail", [&] { return send_test_mail(set, send_to, now); });
  if (!well) std::cerr << "rehearse: something is wrong, see the lines above\n";
  return well ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace rehearse
