#include "server/web/reference/reference_site.hpp"

#include "server/web/frame/public_files.hpp"
#include "server/web/reference/reference_pages.hpp"

namespace rehearse {

std::span<embedded_file const> reference_files();

std::vector<route> reference_files_routes() {
  return files_below("/docs/", reference_files());
}

// clang-format off
std::vector<site_row> reference_rows() {
  using enum http::method;
  using enum access;
  return {
      {get,  "/docs",                        "show_reference",        everybody, false, show_reference},
      {get,  "/docs/plain",                  "show_plain_reference",  everybody, false, show_plain_reference},
      {get,  "/problems",                    "list_problems",         everybody, false, list_problems},
      {get,  "/problems/{code}",             "show_problem",          everybody, false, show_problem},
  };
}
// clang-format on

}  // namespace rehearse
