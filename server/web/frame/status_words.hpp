// Why something was refused, as a person reads it: a title and a sentence that says what to do, in the reader's
// language, for every errc and every status that HTTP itself answers with. The API has words of its own
// (server/auth/problem_table). Pure; any thread.
#pragma once

#include "notify/words/catalogue.hpp"
#include "scheduler/rules/result.hpp"

#include <string>

namespace rehearse {

struct spoken {
  std::string title;
  std::string sentence;
};

spoken words_for(words const& language, errc code);
// Of what the HTTP server refuses before a page is asked; for a status that has no words of its own, those of its kind.
// Of a form that stands there again, whole, since the database could not take it.
std::string nothing_saved(words const& language);
spoken words_for_status(words const& language, int status);

}  // namespace rehearse
