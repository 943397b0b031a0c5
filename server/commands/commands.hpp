// The commands of the one program, each a function of the settings (contract 2). What they explain goes to standard
// error, what they answer to standard output; they return the exit status or throw std::exception with one line. Main
// thread.
#pragma once

#include "config/settings.hpp"
#include "server/application/operator_commands.hpp"

#include <string>

namespace rehearse {

int serve_command(settings const& set);
int migrate_command(settings const& set);
// `send_to`: an address for a test mail; empty: none.
int doctor_command(settings const& set, std::string const& send_to);
int version_command(settings const& set);
// Copies the database and its secret into a new file, whether a server runs on it or none.
int backup_command(settings const& set, std::string const& file);
// Puts a backup in the place of the database; refused while anybody uses that.
int restore_command(settings const& set, std::string const& file);
// Moves a programme from one database to another, each named by its URL, and checks what it moved.
int copy_database_command(std::string const& from_url, std::string const& to_url);
// token, tokens, revoke-token, sign-in, seed-demo, mail hold, mail release: done by the server that runs on the
// database, over its local socket, or directly when none runs.
int operator_command_line(settings const& set, command_words const& words);

}  // namespace rehearse
