// Ids as distinct types, so that a volunteer's cannot be passed for a booking's. Opaque, prefixed, never reused
// (contract 3).
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace rehearse {

template <class Tag>
struct id {
  std::string text;

  static constexpr std::string_view prefix() { return Tag::prefix; }
  friend auto operator<=>(id const&, id const&) = default;
};

// clang-format off
struct volunteer_tag  { static constexpr std::string_view prefix = "vol_"; };
struct organizer_tag  { static constexpr std::string_view prefix = "org_"; };
struct booking_tag    { static constexpr std::string_view prefix = "bk_"; };
struct occupation_tag { static constexpr std::string_view prefix = "occ_"; };
struct mail_tag       { static constexpr std::string_view prefix = "mail_"; };
struct token_tag      { static constexpr std::string_view prefix = "tok_"; };
struct session_tag    { static constexpr std::string_view prefix = "ses_"; };
struct sign_in_tag    { static constexpr std::string_view prefix = "in_"; };
struct audit_tag      { static constexpr std::string_view prefix = "aud_"; };
// clang-format on

using volunteer_id = id<volunteer_tag>;
using organizer_id = id<organizer_tag>;
using booking_id = id<booking_tag>;
using occupation_id = id<occupation_tag>;
using mail_id = id<mail_tag>;
using token_id = id<token_tag>;
using session_id = id<session_tag>;
using sign_in_id = id<sign_in_tag>;
using audit_id = id<audit_tag>;

// Interview types and policies are named by readable slugs that the organizer chose.
using slug = std::string;

}  // namespace rehearse

template <class Tag>
struct std::hash<rehearse::id<Tag>> {
  std::size_t operator()(rehearse::id<Tag> const& i) const noexcept { return std::hash<std::string>{}(i.text); }
};
