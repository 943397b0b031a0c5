// The tags of a template, and what their names mean among the facts it is filled with. For the template files of this
// folder alone. Pure functions; any thread.
#pragma once

#include "notify/words/view.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace rehearse {

struct tag {
  std::size_t begin, end;  // of the whole tag, braces included
  char kind;               // '#', '^', '/', '>', '!', '&' or 'v'
  std::string_view name;
};

// The next tag at or after a position. Throws template_error, naming `file`, for one that does not close or would set
// other delimiters.
std::optional<tag> next_tag(std::string_view file, std::string_view text, std::size_t from);

std::string_view without_blanks_around(std::string_view text);

// What stands around a place in a template: the facts, and the value of each section it is in; innermost last.
struct scope {
  view const* members;      // none: it has no names
  view_value const* value;  // none: the facts themselves
};
using scopes = std::vector<scope>;
scope scope_of(view_value const& value);

// What a name, dots allowed, means there; nothing where it is not known.
view_value const* look_up(scopes const& around, std::string_view name);

}  // namespace rehearse
