// How volunteers and organizers come in: by mail link, by session cookie, by API token (contract 3, 9). Nothing that is
// stored lets anybody in: tokens and session secrets are kept as hashes, links are made from the row and the server's
// secret. A volunteer who left is nobody here; who is organizer and volunteer with one address comes in as organizer.
// The mail `sign_in_link` names its row, where the link leads, and the language it was asked for in:
// {"sign_in": "in_…", "next": "/volunteer/profile", "locale": "es"}.
#pragma once

#include "scheduler/rules/caller.hpp"
#include "scheduler/storage/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

struct sign_in_request {
  std::string email;
  std::string next = {};    // where to go once signed in; heeded where it is a path of this site (rules/local_path)
  std::string locale = {};  // a supported one: of the page where it was asked for; empty: the person's own
};
// Always well: a known address is mailed a link, unless it was mailed too often; an unknown one is not.
void request_sign_in(store& s, sign_in_request const& asked, int mails_per_hour, instant now);

// A fresh link token for that person: single use, 10 minutes. not_found: nobody has the address.
result<std::string> make_sign_in_token(store& s, std::string const& email, instant now);

struct new_session {
  std::string cookie;  // the secret; the only time it is seen
  caller who;
  instant expires_at;
};
// Is the link good? For the page that shows the button; uses nothing up. link_expired.
result<caller> look_at_sign_in(store& s, std::string_view token, instant now);
// Uses the link up and begins a session of 30 days. link_expired.
result<new_session> redeem_sign_in(store& s, std::string_view token, instant now);
// Who the session's cookie speaks for.
std::optional<caller> caller_of_session(store& s, std::string_view cookie, instant now);
void sign_out(store& s, std::string_view cookie);

enum class token_role { organizer, volunteer };
struct new_api_token {
  token_id id;
  std::string token;  // the only time it is seen
};
// An organizer is created on first use; a volunteer must exist (not_found).
result<new_api_token> make_api_token(store& s, token_role role, std::string const& email, instant now);
struct api_token_entry {
  token_id id;
  token_role role;
  std::string email;
  instant made_at;
  std::optional<instant> last_used_at;
  std::optional<instant> revoked_at;
};
std::vector<api_token_entry> list_api_tokens(store& s);
// not_found: no such token, or it was revoked before.
result<void> revoke_api_token(store& s, token_id const& id, instant now);
// Who a bearer token speaks for: an API token's person, or the candidate of a booking by its manage token. Reads alone.
std::optional<caller> caller_of_bearer(store& s, std::string_view token, instant now);
// Whether what is written of an API token's last use is over an hour old. Reads alone.
bool is_token_use_to_note(store& s, std::string_view token, instant now);
// Writes when it was last used, if it is; else does nothing.
void note_token_use(store& s, std::string_view token, instant now);
// Who a manage token speaks for.
std::optional<caller> caller_of_manage_token(store& s, std::string_view token);
// The manage token of a booking, made anew.
std::string manage_token_of(store& s, booking const& b);

}  // namespace rehearse
