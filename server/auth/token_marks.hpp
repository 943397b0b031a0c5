// Tokens in answers are written as marks and put in at the very end, so that an answer can be kept for Idempotency-Key
// without its tokens and be given again with the same ones (contract 3: derived anew, not stored). Pure; any thread.
#pragma once

#include "scheduler/rules/link_token.hpp"
#include "server/http/response.hpp"

#include <string>

namespace rehearse {

// A mark for the token of that subject. It carries a keyed hash, so that no text that a user sends can pass for one.
std::string token_mark(secret_key key, token_subject const& subject);

// Puts the tokens in place of their marks, in body and header fields.
void reveal_tokens(secret_key key, http::response& answer);

}  // namespace rehearse
