#include "server/web/demo/demo_site.hpp"

#include "server/web/demo/demo_mail_pages.hpp"
#include "server/web/demo/demo_parts_page.hpp"

namespace rehearse {

// clang-format off
std::vector<site_row> demo_rows() {
  using enum http::method;
  using enum access;
  return {
      {get,  "/demo/mail",                   "list_demo_mails",       everybody, false, list_demo_mails},
      {get,  "/demo/mail/{name}",            "show_demo_mail",        everybody, false, show_demo_mail},
      {get,  "/demo/mail/{name}/html",       "show_demo_mail_html",   everybody, false, show_demo_mail_html},
      {get,  "/demo/parts",                  "show_demo_parts",       everybody, false, show_demo_parts},
  };
}
// clang-format on

}  // namespace rehearse
