// The API for people who program against it: /docs (rendered by a script that the server ships), /docs/plain (the same
// document as plain HTML), and a page for every code of a refusal. Endpoints; see site.hpp.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

action show_reference(page_call const& c);
action show_plain_reference(page_call const& c);
action list_problems(page_call const& c);
action show_problem(page_call const& c);

}  // namespace rehearse
