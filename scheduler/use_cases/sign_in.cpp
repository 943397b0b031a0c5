// Links and sessions, of sign_in.hpp. API and manage tokens are in bearer_tokens.cpp.
#include "scheduler/use_cases/sign_in.hpp"

#include "scheduler/rules/local_path.hpp"
#include "scheduler/rules/mail.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/sessions_table.hpp"
#include "scheduler/storage/sign_in_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/people.hpp"
#include "scheduler/use_cases/refusals.hpp"
#include "scheduler/use_cases/secrets.hpp"

namespace rehearse {
namespace {

constexpr auto link_lasts = 10min;
constexpr auto session_lasts = std::chrono::hours{24 * 30};

storage::sign_in begin_sign_in(store& s, person const& who, instant now) {
  storage::remove_expired_sign_ins(s.db(), now - 72h);  // until then a late mail may still renew its link
  storage::sign_in const begun{s.make_id<sign_in_id>(), who.role, who.owner, 0, now + link_lasts, std::nullopt};
  storage::insert(s.db(), begun);
  return begun;
}

// Neither a path that is local nor the tag of a locale needs escapes.
std::string detail_of(sign_in_id const& link, sign_in_request const& asked) {
  auto const leads = is_local_path(asked.next) ? R"(","next":")" + asked.next : std::string();
  bool const names_locale = !asked.locale.empty() && is_local_path("/" + asked.locale);
  auto const speaks = names_locale ? R"(","locale":")" + asked.locale : std::string();
  return R"({"sign_in":")" + link.text + leads + speaks + R"("})";
}

void write_link_mail(store& s, person const& who, std::string detail, instant now) {
  mail m;
  m.id = s.make_id<mail_id>();
  m.kind = mail_kind::sign_in_link;
  m.to = who.role;
  m.recipient = who.email;
  if (who.role == party::volunteer) m.volunteer = volunteer_id{who.owner};
  m.detail = std::move(detail);
  m.urgent = true;
  m.written_at = m.due = now;
  m.useless_after = now + 72h;
  storage::insert(s.db(), m);
}

// The row of a link that is good now; none: forged, used, expired, or of somebody who left.
std::optional<storage::sign_in> good_link(store& s, std::string_view token, instant now) {
  auto const row = row_of_token(token_purpose::sign_in, token);
  if (!row) return std::nullopt;
  auto const link = storage::find(s.db(), sign_in_id{*row});
  if (!link || link->used_at || link->expires_at <= now) return std::nullopt;
  if (!is_token_of(s.secret(), {token_purpose::sign_in, *row, link->generation}, token)) return std::nullopt;
  return link;
}

refusal link_is_over() {
  return refused(errc::link_expired, "This sign-in link was used or is over: ask for a new one.");
}

new_session begin_session(store& s, person const& who, instant now) {
  storage::remove_expired_sessions(s.db(), now);
  new_session const begun{new_secret(s.chance(), ""), as_caller(who), now + session_lasts};
  storage::session row;
  row.id = s.make_id<session_id>();
  row.hash = hash_of_secret(begun.cookie);
  row.role = who.role;
  row.owner = who.owner;
  row.made_at = row.last_seen_at = now;
  row.expires_at = begun.expires_at;
  storage::insert(s.db(), row);
  note(s, begun.who, "session.begin", {row.id.text}, now);
  return begun;
}

}  // namespace

void request_sign_in(store& s, sign_in_request const& asked, int mails_per_hour, instant now) {
  auto const who = person_of_address(s, asked.email);
  if (!who || !may_be_mailed(s, who->email, mails_per_hour, now)) return;
  write_link_mail(s, *who, detail_of(begin_sign_in(s, *who, now).id, asked), now);
}

result<std::string> make_sign_in_token(store& s, std::string const& email, instant now) {
  auto const who = person_of_address(s, email);
  if (!who) return refused(errc::not_found, "Nobody who can sign in has this address.");
  auto const begun = begin_sign_in(s, *who, now);
  return link_token(s.secret(), {token_purpose::sign_in, begun.id.text, begun.generation});
}

result<caller> look_at_sign_in(store& s, std::string_view token, instant now) {
  auto const link = good_link(s, token, now);
  if (!link) return link_is_over();
  auto const who = person_of_owner(s, link->role, link->owner);
  if (!who) return link_is_over();
  return as_caller(*who);
}

result<new_session> redeem_sign_in(store& s, std::string_view token, instant now) {
  auto const link = good_link(s, token, now);
  if (!link) return link_is_over();
  auto const who = person_of_owner(s, link->role, link->owner);
  if (!who || !storage::use(s.db(), link->id, now)) return link_is_over();
  return begin_session(s, *who, now);
}

std::optional<caller> caller_of_session(store& s, std::string_view cookie, instant now) {
  auto const found = storage::session_of_hash(s.db(), hash_of_secret(cookie), now);
  if (!found) return std::nullopt;
  auto const who = person_of_owner(s, found->role, found->owner);
  if (!who) return std::nullopt;
  return as_caller(*who);
}

void sign_out(store& s, std::string_view cookie) {
  // Any instant finds it: one that has expired goes as well.
  if (auto const found = storage::session_of_hash(s.db(), hash_of_secret(cookie), instant{}))
    storage::remove(s.db(), found->id);
}

}  // namespace rehearse
