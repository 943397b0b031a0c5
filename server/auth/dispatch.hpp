// The way of a request through the house: route, limits, who is asking, may they, the job in its transaction, the
// answer. The only place above server/http that hops threads. Made by the application; `handle` on any I/O thread.
#pragma once

#include "scheduler/storage/database.hpp"
#include "server/auth/endpoint.hpp"
#include "server/auth/rate_limits.hpp"
#include "server/http/server.hpp"

#include <memory>

namespace rehearse {

class dispatch {
 public:
  // All but `api` and `pages` must outlive it. What begins with /api/ goes to `api`, everything else to `pages`.
  dispatch(database& db, rate_limits& limits, server_facts const& server, entrance api, entrance pages);
  ~dispatch();

  void handle(http::request request, http::respond respond) const;
  // The body of an answer that the HTTP server itself gives.
  http::response problem(int status, std::string detail, http::request const& about) const;

 private:
  class inside;
  std::unique_ptr<inside> inside_;
};

}  // namespace rehearse
