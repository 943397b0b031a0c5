#include "server/web/candidate/candidate_site.hpp"

#include "server/web/candidate/candidate_pages.hpp"

namespace rehearse {

std::vector<site_row> candidate_rows() {
  using enum http::method;
  using enum access;
  // clang-format off
  return {
      {get,  "/",                      "home",                everybody, false, home_page},
      {get,  "/privacy",               "privacy",             everybody, false, privacy_page},
      {get,  "/find",                  "find",                everybody, false, find_page},
      {post, "/find",                  "find_send",           everybody, false, find_deed},
      {get,  "/book",                  "choose_type",         everybody, false, choose_type_page},
      {get,  "/v/{volunteer}",         "volunteer",           everybody, false, volunteer_page},
      {get,  "/book/{type}",           "book",                everybody, false, book_page},
      {post, "/book/{type}",           "book_send",           everybody, true,  book_deed, true},
      {get,  "/b/{token}",             "booking",             everybody, false, one_booking_page},
      {get,  "/b/{token}.ics",         "booking_calendar",    everybody, false, booking_calendar},
      {post, "/b/{token}/mail",        "mail_again",          everybody, false, mail_again_deed},
      {post, "/b/{token}/attendance",  "confirm_attendance",  everybody, false, attendance_deed},
      {post, "/b/{token}/late",        "tell_running_late",   everybody, false, running_late_deed},
      {post, "/b/{token}/presence",    "report_presence",     everybody, false, presence_deed},
      {get,  "/b/{token}/cancel",      "cancel",              everybody, false, cancel_page},
      {post, "/b/{token}/cancel",      "cancel_send",         everybody, false, cancel_deed},
      {get,  "/b/{token}/move",        "move",                everybody, false, move_page},
      {post, "/b/{token}/move",        "move_send",           everybody, false, move_deed},
      {get,  "/b/{token}/change",      "change",              everybody, false, change_page},
      {post, "/b/{token}/change",      "change_send",         everybody, false, change_deed},
      {get,  "/confirm/{token}",       "confirm",             everybody, false, confirm_page},
      {post, "/confirm/{token}",       "confirm_send",        everybody, false, confirm_deed},
      {get,  "/new-address/{token}",   "new_address",         everybody, false, new_address_page},
      {post, "/new-address/{token}",   "new_address_send",    everybody, false, new_address_deed},
  };
  // clang-format on
}

}  // namespace rehearse
