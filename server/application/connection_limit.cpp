#include "server/application/connection_limit.hpp"

#include "server/http/server.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace rehearse {
namespace {

constexpr std::size_t least_connections = 16;

// Generous: a descriptor too many costs nothing, one too few costs a booking.
std::size_t files_of_our_own(settings const& set) {
  constexpr std::size_t each_database_connection = 4;  // file, log, index of the log, one in passing
  constexpr std::size_t each_mail_connection = 6;      // socket, look-up of the name, certificates, an .eml file
  constexpr std::size_t each_io_thread = 4;
  constexpr std::size_t the_rest = 32;  // log, lock, sockets that listen, operators' commands, tzdata
  return each_database_connection * (1 + set.database.readers) + each_mail_connection * set.smtp.connections +
         each_io_thread * set.server.threads + the_rest;
}

}  // namespace

std::size_t connection_limit(settings const& set, std::size_t open_files) {
  auto const kept = files_of_our_own(set) + http::server_options::most_turned_away;
  if (open_files < kept + least_connections)
    throw std::runtime_error("this process may have only " + std::to_string(open_files) + " files open and needs " +
                             std::to_string(kept + least_connections) +
                             " at least: raise the limit (ulimit -n, or LimitNOFILE= of its service)");
  return std::min<std::size_t>(set.limits.max_connections, open_files - kept);
}

}  // namespace rehearse
