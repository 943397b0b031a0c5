// One request on its way through dispatch, with all that its jobs need; captured by value.
#pragma once

#include "server/auth/endpoint.hpp"
#include "server/http/router.hpp"
#include "server/http/server.hpp"

#include <cstddef>
#include <utility>

namespace rehearse {

// What one entrance needs beside its table: the table made ready for look-ups. Outlives every errand.
struct open_entrance {
  explicit open_entrance(entrance given) : table(std::move(given)) {
    for (std::size_t i = 0; i < table.routes.size(); ++i) router.add(table.routes[i].verb, table.routes[i].pattern, i);
  }
  entrance table;
  http::router router;
};

struct errand {
  open_entrance const* at;
  route const* way;
  call c;
  http::respond respond;
};

}  // namespace rehearse
