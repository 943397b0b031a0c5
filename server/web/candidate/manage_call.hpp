// One booking as its manage link opens it, for all pages under /b/{token}: whose it is, the booking as it is now, and
// the ways back to its page. Used by those pages. Within a job.
#pragma once

#include "scheduler/rules/booking.hpp"
#include "server/web/frame/form.hpp"
#include "server/web/frame/page.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rehearse {

struct managed {
  page_call c;
  caller who;     // whom the session's cookie names: for the frame of the page
  caller holder;  // the candidate, by the link
  booking it;
  instant now;
};

// None: the link opens nothing.
std::optional<managed> managed_by(page_call const& c, store& s, caller const& who, instant now);
http::response no_such_link(page_call const& c, caller const& who);

// Hers; UTC where this machine's database does not know it any more.
time_zone zone_of(managed const& m);
// "/b/TOKEN", with what follows: "/move".
std::string path_of(managed const& m, std::string_view rest = "");
// 303 to the booking's page, which says what was done: a word of manage_pages.cpp.
http::response done(managed const& m, std::string_view what);

// The booking's page; with mistakes of a form on it where a deed was refused.
http::response show_booking(store& s, managed const& m, form const& sent, int status);
// The same as the answer of a write that is refused.
answer shown_again(managed const& m, form const& sent, int status, bool keeps_writes = false);
// After a deed: back to the page, or the page with the reason on top.
answer after(managed const& m, form sent, result<booking> const& changed, std::string_view what);

}  // namespace rehearse
