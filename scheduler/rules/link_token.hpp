// Tokens that travel in mails (contract 3): a keyed hash of purpose, row and generation under the server's secret.
// Never stored: made anew whenever a link is written, checked by making it again. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rehearse {

enum class token_purpose { manage, sign_in, confirm_address, change_address, feed };

// The 32 bytes of the server's secret. `config/secret` owns them.
using secret_key = std::span<unsigned char const, 32>;

struct token_subject {
  token_purpose purpose = token_purpose::manage;
  std::string row;  // the id's text, prefix included
  int generation = 0;
};

// "7k2m….<43 characters base64url>": the row without its prefix, and the keyed hash (libsodium's BLAKE2b).
std::string link_token(secret_key key, token_subject const& subject);
// The row that a token speaks of, with the prefix of its purpose put back; none where it is no token. Proves nothing
// yet.
std::optional<std::string> row_of_token(token_purpose purpose, std::string_view token);
// Is it the token of that subject? Takes the same time whatever differs.
bool is_token_of(secret_key key, token_subject const& subject, std::string_view token);

}  // namespace rehearse
