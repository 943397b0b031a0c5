#include "server/web/volunteer/volunteer_site.hpp"

#include "server/web/volunteer/availability_pages.hpp"
#include "server/web/volunteer/interview_pages.hpp"
#include "server/web/volunteer/profile_pages.hpp"
#include "server/web/volunteer/sign_in_pages.hpp"

namespace rehearse {

// clang-format off
std::vector<site_row> volunteer_rows() {
  using enum http::method;
  using enum access;
  return {
      {get,  "/sign-in",                     "show_sign_in",          everybody, false, show_sign_in},
      {post, "/sign-in",                     "ask_for_sign_in",       everybody, false, ask_for_sign_in},
      {get,  "/sign-in/{token}",             "show_sign_in_link",     everybody, false, show_sign_in_link},
      {post, "/sign-in/{token}",             "use_sign_in_link",      everybody, false, use_sign_in_link},
      {post, "/sign-out",                    "leave",                 everybody, false, leave},

      {get,  "/volunteer/availability",      "show_availability",     volunteers, false, show_availability},
      {post, "/volunteer/availability",      "use_availability_form", volunteers, false, use_availability_form},
      {get,  "/volunteer/profile",           "show_profile",          volunteers, false, show_profile},
      {post, "/volunteer/profile",           "change_profile",        volunteers, false, change_profile},
      {get,  "/volunteer/interviews",        "list_interviews",       volunteers, false, list_interviews},
      {get,  "/volunteer/interviews/{id}",   "show_interview",        volunteers, false, show_interview},
      {post, "/volunteer/interviews/{id}/cancel",       "cancel_interview",       volunteers, false, cancel_interview},
      {post, "/volunteer/interviews/{id}/place",        "change_interview_place", volunteers, false, change_interview_place},
      {post, "/volunteer/interviews/{id}/running-late", "tell_of_delay",          volunteers, false, tell_of_delay},
      {post, "/volunteer/interviews/{id}/presence",     "tell_who_came",          volunteers, false, tell_who_came},
  };
}
// clang-format on

}  // namespace rehearse
