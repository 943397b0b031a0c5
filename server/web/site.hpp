// Every page and every form of the site as a table: start reading here. Each room of pages lists its own. Immutable;
// any thread.
#pragma once

#include "server/http/router.hpp"
#include "server/web/frame/site_row.hpp"

#include <vector>

namespace rehearse {

std::vector<site_row> const& site();

// What of it can be opened, by the number of its row: for page_at().
http::router const& pages_of_site();

}  // namespace rehearse
