// Somebody with a browser before a world's server: follows links, sends forms, keeps cookies. Goes through dispatch as
// the HTTP server does, without sockets. Used by the tests of the volunteers' pages. One thread.
#pragma once

#include "server/auth/dispatch.hpp"
#include "tests/support/world.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::test {

// The server of a world: what application.cpp builds, less sockets and mail.
class web_server {
 public:
  // `bookings_per_hour`, `requests_per_minute`: of one client address; 0: no limit.
  explicit web_server(world& w, bool demo_inbox = false, std::string mail_directory = "", int bookings_per_hour = 0,
                      int requests_per_minute = 0);
  // A server whose database may fail.
  web_server(world& w, database& db);

  http::response answer(http::request asked);
  // What the HTTP server says by itself about a request to that path.
  http::response problem(int status, std::string_view path);
  world& of() { return world_; }

 private:
  world& world_;
  server_facts facts_;
  rate_limits limits_;
  dispatch dispatch_;
};

using members = std::vector<std::pair<std::string, std::string>>;

class visitor {
 public:
  explicit visitor(web_server& at) : at_(at) {}

  http::response get(std::string_view address);
  http::response head(std::string_view address);
  // With the CSRF token of the last page that had one.
  http::response post(std::string_view path, members const& fields);
  http::response post_without_csrf(std::string_view path, members const& fields);

  // From now on the browser asks for these languages (Accept-Language).
  visitor& prefer(std::string languages);

  // Signs in by a fresh link of that address.
  visitor& sign_in(std::string const& email);

 private:
  http::response send(http::request asked);

  web_server& at_;
  std::map<std::string, std::string> cookies_;
  std::string csrf_, languages_;
};

// "/volunteer/interviews" of a 303; empty: it leads nowhere.
std::string where(http::response const& given);
bool shows(http::response const& given, std::string_view text);
// The value of the input of that name; empty: there is none.
std::string value_of(http::response const& given, std::string const& name);

}  // namespace rehearse::test
