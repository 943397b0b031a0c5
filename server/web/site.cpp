#include "server/web/site.hpp"

namespace rehearse {

std::vector<site_row> const& site() {
  static auto const rows = [] {
    std::vector<site_row> all;
    for (auto const& group : {candidate_rows(), volunteer_rows()}) all.insert(all.end(), group.begin(), group.end());
    return all;
  }();
  return rows;
}

}  // namespace rehearse
