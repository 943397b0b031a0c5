// What every page and form of the web shares: its call with language and templates, rendering inside the common frame,
// links with a query. The language that was asked for is kept by kept_language.hpp. Used by the files of this folder
// alone. The pages decide nothing: they ask the same use cases as the API.
#pragma once

#include "notify/words/catalogue.hpp"
#include "notify/words/templates.hpp"
#include "notify/words/view.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "server/auth/endpoint.hpp"
#include "server/http/router.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse {

// One request for a page. Cheap to copy: jobs capture it by value.
struct page_call : call {
  rehearse::templates const* templates = nullptr;  // made once, outlives every call
  http::router const* pages = nullptr;             // what can be opened (site.hpp), likewise
  words language;
  // For the frame: who asks is organizer and volunteer in one. Known once a job of this call runs (own_part.hpp).
  std::shared_ptr<bool> plays_both = std::make_shared<bool>(false);
  // Likewise: the language of the programme's own texts, perhaps none of ours (site_language.hpp).
  std::shared_ptr<std::string> programme_locale = std::make_shared<std::string>("en");
  // Whether somebody named `language`, by ?lang= or as a browser does. Else it is the programme's.
  bool language_is_wished = false;

  std::string say(std::string_view text, placeholders values = {}) const { return language.say(text, values); }
};

using page_endpoint = action (*)(page_call const&);

// What is shown inside the common frame (templates/parts/head.html and foot.html).
struct page {
  std::string_view template_name;  // "book.html"; its sample stands in samples.cpp
  std::string title;               // what the page is; the programme's name is added. With an error it begins "Error: "
  view facts;
  int status = 200;
  bool error = false;
  bool may_be_kept = false;  // no personal data on it
  std::string_view script;   // "candidate.js": what makes the page nicer where scripts run; most pages have none
};

// `who` decides what the frame offers (sign out, the volunteer's own pages).
http::response render(page_call const& c, caller const& who, page shown);

// A page that says why not, and what else can be done, in words for people. `sentence`: where there is more to say of
// this case than of others of its kind; already in the reader's language.
http::response refusal_page(page_call const& c, caller const& who, refusal const& why);
http::response refusal_page(page_call const& c, caller const& who, errc code, std::string const& sentence);
// The form was opened before somebody signed in or out.
http::response old_form_page(page_call const& c, caller const& who);
// What the HTTP server refuses.
http::response status_page(page_call const& c, int status);

// The answer of a write that is refused: undone, and `show` makes its page when others may write again.
answer shown_after(int status, job show);

// The page at that path, or the nearest one above it: where the form stood that was sent there. None: there is no page.
std::optional<std::string> page_at(page_call const& c, std::string path);

// 303 See Other: after a form was done, and to where somebody should go first.
http::response see_other(std::string const& where);

// A path with a query of these members (empty values left out). The language that was asked for is added to
// all links when the page is done (kept_language.hpp).
std::string link_to(std::string_view path, std::vector<std::pair<std::string_view, std::string>> const& query = {});

}  // namespace rehearse
