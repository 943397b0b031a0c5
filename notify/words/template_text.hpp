// The text of a template before Mustache sees it: partials put in, comments taken out, texts translated; and a look at
// all names it uses. For templates.cpp alone. Pure functions; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "notify/words/view.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace rehearse {

// Finds a template's text by name; throws template_error when there is none.
using template_lookup = std::function<std::string_view(std::string_view name)>;

// The template with its partials, theirs included, and without comments.
std::string assembled(std::string_view name, template_lookup const& lookup);

// With each {{#say}}…{{/say}} in the locale's words, {name} become {{name}}, escaped for HTML where asked.
std::string translated(std::string_view name, std::string_view text, words const& language, bool html);

// Throws template_error unless every name in the (assembled and translated) text is found in the sample, sections are
// closed and lists of the sample have an item.
void demand_names(std::string_view name, std::string_view text, view const& sample);

}  // namespace rehearse
