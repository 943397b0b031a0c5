#include "server/web/site.hpp"

namespace rehearse {

std::vector<site_row> const& site() {
  static std::vector<site_row> const rows = [] {
    std::vector<site_row> all;
    for (auto const& row : volunteer_rows()) all.push_back(row);
    return all;
  }();
  return rows;
}

}  // namespace rehearse
