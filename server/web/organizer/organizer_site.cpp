#include "server/web/organizer/organizer_site.hpp"

#include "server/web/organizer/organizer_page.hpp"

namespace rehearse {

// clang-format off
std::vector<site_row> organizer_rows() {
  using enum http::method;
  using enum access;
  return {
      {get,  "/organizer",                   "show_organizer_page",   organizers, false, show_organizer_page},
      {post, "/organizer/mail/{id}/retry",   "try_mail_again",        organizers, false, try_mail_again},
  };
}
// clang-format on

}  // namespace rehearse
