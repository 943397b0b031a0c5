// The rules of a booking in plain words (contract 7), for the API's `policy.summary`, the pages and the mails. Pure;
// any thread.
#pragma once

#include "notify/letters/facts.hpp"
#include "notify/words/catalogue.hpp"

#include <string>
#include <vector>

namespace rehearse {

// What the candidate may do until when, and what follows: a few sentences, each whole by itself.
std::vector<std::string> policy_sentences(policy_facts const& policy, words const& language);

}  // namespace rehearse
