// The OpenAPI document as facts for templates/docs_plain.html. Used by reference_pages alone. Pure; any thread.
#pragma once

#include "notify/words/view.hpp"

namespace rehearse {

// {"about", "groups": [{"name", "anchor", "about", "operations"}], "schemas"}. Throws where the document in the program
// is no OpenAPI document.
view openapi_view();

}  // namespace rehearse
