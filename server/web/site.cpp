#include "server/web/site.hpp"

#include "server/http/router.hpp"

namespace rehearse {

std::vector<site_row> const& site() {
  static auto const rows = [] {
    std::vector<site_row> all;
    for (auto const& group : {candidate_rows(), volunteer_rows()}) all.insert(all.end(), group.begin(), group.end());
    return all;
  }();
  return rows;
}

std::optional<std::string> page_at(std::string path) {
  static auto const pages = [] {
    http::router made;
    auto const& rows = site();
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].verb == http::method::get) made.add(http::method::get, rows[i].pattern, i);
    return made;
  }();
  for (; path.size() > 1; path.erase(path.rfind('/')))
    if (pages.find(http::method::get, path).route) return path;
  return std::nullopt;
}

}  // namespace rehearse
