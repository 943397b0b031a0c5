// From method and path to the number of a route: "/api/v1/bookings/{id}/cancel". A literal segment wins over a
// parameter, a parameter with an ending ("{token}.ics") over one without. Filled once, then read by any thread.
#pragma once

#include "server/http/request.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::http {

class router {
 public:
  router();
  router(router&&) noexcept;
  ~router();

  // Throws std::logic_error when that method and pattern are taken.
  void add(method verb, std::string_view pattern, std::size_t route);

  struct found {
    std::optional<std::size_t> route;
    std::vector<std::pair<std::string, std::string>> parameters;  // by name, in order of the path; never empty values
    // "GET, HEAD, OPTIONS": of a path that exists without that method, for Allow; empty: nothing is there.
    std::string allowed;
  };
  // GET answers HEAD too.
  found find(method verb, std::string_view path) const;

 private:
  struct node;
  std::unique_ptr<node> root_;
};

}  // namespace rehearse::http
