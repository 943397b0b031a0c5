#include "server/web/site.hpp"

#include "server/web/candidate/candidate_site.hpp"
#include "server/web/demo/demo_site.hpp"
#include "server/web/organizer/organizer_site.hpp"
#include "server/web/reference/reference_site.hpp"
#include "server/web/volunteer/volunteer_site.hpp"

namespace rehearse {

std::vector<site_row> const& site() {
  static auto const rows = [] {
    std::vector<site_row> all;
    for (auto const& room : {candidate_rows(), volunteer_rows(), organizer_rows(), reference_rows(), demo_rows()})
      all.insert(all.end(), room.begin(), room.end());
    return all;
  }();
  return rows;
}

http::router const& pages_of_site() {
  static auto const pages = [] {
    http::router made;
    auto const& rows = site();
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].verb == http::method::get) made.add(http::method::get, rows[i].pattern, i);
    return made;
  }();
  return pages;
}

}  // namespace rehearse
