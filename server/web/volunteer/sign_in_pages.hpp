// Coming in and going out (contract 9): the address, the link in the mail, the button that uses it up. Following the
// link changes nothing, since mail scanners follow links. Endpoints; see site.hpp.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

action show_sign_in(page_call const& c);
// Answers the same for every address.
action ask_for_sign_in(page_call const& c);
action show_sign_in_link(page_call const& c);
action use_sign_in_link(page_call const& c);
action leave(page_call const& c);

// Stands in the query of the first page after signing in.
inline constexpr std::string_view signed_in_member = "signed_in";

// Where somebody goes who signed in: `next` where it is a page of this site, else the first page of their role.
std::string after_sign_in(page_call const& c, caller const& who, std::string const& next);

}  // namespace rehearse
