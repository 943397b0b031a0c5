// The text of a template before Mustache sees it: partials put in, comments taken out, texts translated; and a look at
// all names it uses. For templates.cpp alone. Pure functions; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "notify/words/view.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// Finds a template's text by name; throws template_error when there is none.
using template_lookup = std::function<std::string_view(std::string_view name)>;

// The template with its partials, theirs included, and without comments.
std::string assembled(std::string_view name, template_lookup const& lookup);

// With each {{#say}}…{{/say}} in the locale's words, {name} become {{name}}, escaped for HTML where asked.
std::string translated(std::string_view name, std::string_view text, words const& language, bool html);

// A template whose long texts stand beside it, each known there as its number: {{&0}}, {{&1}}, … Mustache's own parts
// are words, and blanks between them; a page has thousands.
struct template_frame {
  std::string tags;
  std::vector<std::string> texts;
};
// Takes out what stands between two tags, from its first to its last visible character: what Mustache looks at to leave
// out the lines of lone tags stays where it is.
template_frame framed(std::string_view name, std::string_view text);

// Throws template_error unless every name in the (assembled and translated) text is found in the sample, sections are
// closed and lists of the sample have an item.
void demand_names(std::string_view name, std::string_view text, view const& sample);

}  // namespace rehearse
