// The language that was asked for with ?lang= goes wherever a page leads: into its links, its forms, and the redirects
// after them. Done here for every page at once, so that no template can forget it; and the switch that asks for it.
// Pure; any thread.
#pragma once

#include "notify/words/view.hpp"
#include "server/web/frame/page.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rehearse {

// The locale that ?lang= asks for; none where it asks for none, or for one that we do not speak.
std::optional<std::string> language_asked(call const& c);

// A path of a page of ours with `lang` in its query, unless it names one. `divides` is "&" or, in HTML, "&amp;".
std::string with_language(std::string_view path, std::string_view lang, std::string_view divides);

// The page with `lang` in every link to a page of ours, and in every form.
std::string keeping_language(std::string_view html, std::string_view lang);

// Where to read the same page in each language, for parts/foot.html: [{"tag", "name", "url", "current"}]. The answer
// to a form leads to the page of the form.
std::vector<view> language_switch(page_call const& c);

}  // namespace rehearse
