// What every process does before it may touch the database: check tzdata, take the lock of a SQLite file, get the
// secret, open, migrate, and make sure that this secret is the one the database knows. Main thread.
#pragma once

#include "config/file_lock.hpp"
#include "config/randomness.hpp"
#include "config/secret.hpp"
#include "config/settings.hpp"
#include "scheduler/storage/database.hpp"
#include "scheduler/storage/open.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace rehearse {

struct opened {
  std::optional<file_lock> lock;          // of a SQLite file: nobody else has it
  std::unique_ptr<server_secret> secret;  // where the database may keep looking at it
  std::unique_ptr<database> db;

  secret_key key() const;
};

// None: another process has the SQLite file. Of PostgreSQL, which several may have, there always is one. Throws
// std::exception with one line where something is wrong.
std::optional<opened> open_alone(settings const& set, randomness& chance);

// Whose lock says who has the SQLite file.
std::filesystem::path lock_file(settings const& set);

// None: another process has the SQLite file.
std::optional<file_lock> lock_database(settings const& set);

// How the settings say that the database is opened.
database_options options_of(settings const& set);

// The local socket of the server on that SQLite file.
std::filesystem::path socket_file(settings const& set);

// Links that were mailed stay good only under the secret they were made with. Throws std::runtime_error with one line
// where the database knows another; one that knows none yet takes any.
void demand_known_secret(storage::connection& db, server_secret const& secret);

// What is wrong with where the secret should be, and how to mend it; none where it is there, or will be made with a new
// database.
std::optional<std::string> trouble_with_secret_file(settings const& set);

// Of a SQLite database: whether there is one already; an empty file is none.
bool has_database(settings const& set);

// Throws std::runtime_error with one line where there is none: for what should not make one in a place that was named
// by mistake.
void demand_database(settings const& set);

// Throws std::runtime_error with one line where a database is gone whose log is there still: SQLite would delete that,
// with what was written last, and begin a new database. Or whose restore did not come to its end: what it was is kept
// under another name, and a new one would hide that.
void demand_no_lone_log(std::filesystem::path const& database);

// Throws std::runtime_error with one line where this user may not write the database, or may not make it in its folder.
void demand_writable(settings const& set);

// Throws std::runtime_error with one line when the system's tzdata is missing or wrong.
void demand_good_tzdata();

}  // namespace rehearse
