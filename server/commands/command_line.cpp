#include "server/commands/command_line.hpp"

#include "config/settings.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "server/commands/commands.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <utility>

#include <CLI/CLI.hpp>
#include <sys/stat.h>

namespace rehearse {
namespace {

// What the command line says, before any of it is done.
struct typed {
  std::string config_file;
  std::vector<std::string> set;
  command_words words;  // the command and its arguments
  std::string doctor_recipient;
  std::string drop_due_before;  // of mail that is released
};

settings_sources sources_of(typed const& t, environment const& variables) {
  settings_sources sources;
  if (!t.config_file.empty()) sources.file = t.config_file;
  sources.environment = variables;
  for (auto const& pair : t.set) {
    auto const equals = pair.find('=');
    if (equals == pair.npos)
      throw CLI::ValidationError("--set", "SECTION.KEY=VALUE, for example server.port=9000; not " + pair);
    sources.flags.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return sources;
}

// What CLI11 says after the name of the argument; empty: it may be so.
std::string trouble_with_role(std::string const& typed) {
  return typed == "organizer" || typed == "volunteer" ? "" : "organizer or volunteer, not " + typed;
}
std::string trouble_with_instant(std::string const& typed) {
  return read_instant(typed) ? "" : "an instant such as 2026-11-24T13:30:00Z, not " + typed;
}
std::string trouble_with_file(std::string const& typed) {
  return typed.empty() ? "the name of a file, not an empty one" : "";
}

void describe_mail(CLI::App& app, typed& t) {
  auto* const mail = app.add_subcommand("mail", "Stop and resume sending mail");
  mail->require_subcommand(1);
  mail->add_subcommand("hold", "Send nothing until `mail release`")->callback([&t] { t.words = {"mail", "hold"}; });
  auto* const release = mail->add_subcommand("release", "Resume sending");
  release
      ->add_option("--drop-due-before", t.drop_due_before,
                   "after a restore, drop what was due before that instant, at which the lost server last worked")
      ->check(trouble_with_instant, "");
  release->callback([&t] {
    t.words = {"mail", "release"};
    if (!t.drop_due_before.empty()) t.words.push_back(t.drop_due_before);
  });
}

// Each command of the contract, with its arguments and what `--help` says of it.
void describe_commands(CLI::App& app, typed& t) {
  auto const plain = [&](char const* name, char const* help) {
    auto* const command = app.add_subcommand(name, help);
    command->callback([&t, name] { t.words.insert(t.words.begin(), name); });
    return command;
  };
  auto const argument = [&](CLI::App* command, char const* name, char const* help) {
    return command
        ->add_option_function<std::string>(
            name, [&t](std::string const& value) { t.words.push_back(value); }, help)
        ->required();
  };
  plain("serve", "Migrate, then serve HTTP and send mail until SIGTERM or SIGINT");
  plain("migrate", "Bring the database to this version");
  auto* const token = plain("token", "Print a new API token of a person on the last line");
  argument(token, "ROLE", "organizer (created on first use) or volunteer")->check(trouble_with_role, "");
  argument(token, "EMAIL", "the person's address");
  plain("tokens", "List API tokens");
  argument(plain("revoke-token", "End an API token"), "ID", "as `rehearse tokens` lists it");
  argument(plain("sign-in", "Print a fresh sign-in link: single use, 10 minutes"), "EMAIL", "the person's address");
  plain("seed-demo", "Fill an empty database with a small believable programme");
  argument(plain("backup", "Copy the whole database and its secret to a new file, also while a server runs"), "FILE",
           "a name that is free")
      ->check(trouble_with_file, "");
  argument(plain("restore", "Put a backup in the place of the database, with all mail held"), "FILE",
           "what `rehearse backup` made")
      ->check(trouble_with_file, "");
  auto* const copy = plain("copy-database", "Move a programme to another, empty database, and check what was moved");
  argument(copy, "FROM", "sqlite:PATH or postgres://USER@HOST/NAME");
  argument(copy, "TO", "the same");
  plain("doctor", "Check configuration, database, SMTP login, tzdata, clock and disk")
      ->add_option("--send", t.doctor_recipient, "send a test mail to this address");
  describe_mail(app, t);
  plain("version", "Print version, commit, tzdata version and database kind");
}

// The command that was recognized, with its own: "mail hold"; empty: none.
std::pair<CLI::App const*, std::string> command_reached(CLI::App const& app) {
  CLI::App const* at = &app;
  std::string name;
  for (auto below = at->get_subcommands(); !below.empty(); below = at->get_subcommands()) {
    at = below.front();
    name += (name.empty() ? "" : " ") + at->get_name();
  }
  return {at, name};
}

std::string commands_of(CLI::App const& app) {
  std::string names;
  for (auto const* each : app.get_subcommands([](CLI::App const*) { return true; }))
    names += (names.empty() ? "" : ", ") + each->get_name();
  return names;
}

// One line that names the word that is wrong, and what is allowed in its place; CLI11 says of an unknown command only
// that one is required.
std::string what_is_wrong(CLI::App const& app, CLI::ParseError const& wrong_use) {
  auto const [at, name] = command_reached(app);
  bool const is_group = !at->get_subcommands([](CLI::App const*) { return true; }).empty();
  auto const help = "see rehearse " + name + (name.empty() ? "--help" : " --help");
  std::string const reason = wrong_use.what();
  bool const lacks_a_value = dynamic_cast<CLI::ArgumentMismatch const*>(&wrong_use) != nullptr;
  if (lacks_a_value) return reason.substr(0, reason.find(':')) + " needs a value; " + help;
  auto const words = app.remaining(true);
  auto const option = std::ranges::find_if(words, [](std::string const& word) { return word.starts_with('-'); });
  if (option != words.end()) return *option + " is no option here; " + help;
  auto const command = name.empty() ? "command" : "command of " + name;
  if (!words.empty() && is_group) return words.front() + " is no " + command + "; there are: " + commands_of(*at);
  if (!words.empty()) return words.front() + " is one word too many; " + help;
  if (is_group) return "a " + command + " is missing; there are: " + commands_of(*at);
  return reason + "; " + help;
}

int say_what_is_wrong(CLI::App const& app, CLI::ParseError const& found) {
  bool const asks_for_help = found.get_exit_code() == 0;
  if (asks_for_help) return app.exit(found);
  std::cerr << "rehearse: " << what_is_wrong(app, found) << '\n';
  return 2;
}

int run(typed const& t, environment const& variables) {
  auto const set = load_settings(sources_of(t, variables));
  auto const& command = t.words.front();
  if (command == "serve") return serve_command(set);
  if (command == "migrate") return migrate_command(set);
  if (command == "doctor") return doctor_command(set, t.doctor_recipient);
  if (command == "version") return version_command(set);
  // From the root: what SQLite would read as a URL is a file's name, too.
  if (command == "backup") return backup_command(set, std::filesystem::absolute(t.words.back()));
  if (command == "restore") return restore_command(set, std::filesystem::absolute(t.words.back()));
  if (command == "copy-database") return copy_database_command(t.words.at(1), t.words.at(2));
  return operator_command_line(set, t.words);
}

}  // namespace

int run_command_line(int argc, char const* const* argv, environment const& variables) {
  // Whatever is made (database, mails, secret) holds personal data: for the owner's eyes alone.
  ::umask(0077);
  typed t;
  CLI::App app{"Scheduling and booking for volunteer mock interviews", "rehearse"};
  app.add_option("--config", t.config_file, "TOML file; see config/rehearse.toml")->envname("REHEARSE_CONFIG");
  app.add_option("--set", t.set, "SECTION.KEY=VALUE, over file and environment; may be repeated")
      ->allow_extra_args(false);
  app.require_subcommand(1);
  app.fallthrough();
  describe_commands(app, t);
  try {
    app.parse(argc, argv);
    return run(t, variables);
  } catch (CLI::ParseError const& wrong_use) {
    return say_what_is_wrong(app, wrong_use);
  } catch (settings_error const& wrong) {
    for (auto const& mistake : wrong.mistakes()) std::cerr << mistake << '\n';
  } catch (std::exception const& failure) {
    std::cerr << "rehearse: " << failure.what() << '\n';
  }
  return EXIT_FAILURE;
}

}  // namespace rehearse
