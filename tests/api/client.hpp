// A program before a world's server: sends JSON and reads what it is answered. Goes through dispatch as the HTTP server
// does, without sockets. Used by the tests of the API. One thread.
#pragma once

#include "server/auth/dispatch.hpp"
#include "server/auth/kept_answers.hpp"
#include "tests/support/world.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace rehearse::test {

struct reply {
  int status = 0;
  boost::json::value body;
  http::header_list headers;

  std::string header(std::string_view name) const { return http::joined(headers, name); }
  std::string code() const;
  // Of a 422, in order.
  std::vector<std::string> pointers() const;
};

class client {
 public:
  explicit client(world& w, int mails_per_hour = 0, std::size_t most_kept_bytes = std::size_t{1} << 20);

  // Speaks as the organizer, as that volunteer, or with a token from now on; empty: as nobody.
  client& as_organizer();
  client& as(somebody const& who);
  client& with_token(std::string token);

  // `target`: "/policies/strict?limit=3", beneath /api/v1. `body`: JSON; empty: none.
  reply send(http::method verb, std::string_view target, std::string body = "", http::header_list const& headers = {});
  reply get(std::string_view target) { return send(http::method::get, target); }
  reply post(std::string_view target, std::string body) { return send(http::method::post, target, std::move(body)); }

 private:
  world& world_;
  kept_answers kept_;
  server_facts facts_;
  rate_limits limits_;
  dispatch dispatch_;
  std::string token_;
};

}  // namespace rehearse::test
