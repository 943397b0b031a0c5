#include "scheduler/rules/mail.hpp"

#include "scheduler/rules/names.hpp"

namespace rehearse {
namespace {

constexpr named<mail_kind> kinds[] = {
    {mail_kind::booking_confirmation, "booking_confirmation"},
    {mail_kind::address_confirmation, "address_confirmation"},
    {mail_kind::new_address_confirmation, "new_address_confirmation"},
    {mail_kind::reminder, "reminder"},
    {mail_kind::rescheduled, "rescheduled"},
    {mail_kind::place_changed, "place_changed"},
    {mail_kind::cancellation, "cancellation"},
    {mail_kind::running_late, "running_late"},
    {mail_kind::follow_up, "follow_up"},
    {mail_kind::sign_in_link, "sign_in_link"},
    {mail_kind::invitation, "invitation"},
    {mail_kind::found_links, "found_links"},
    {mail_kind::limit_explained, "limit_explained"},
    {mail_kind::undeliverable, "undeliverable"},
};

constexpr named<mail_state> states[] = {
    {mail_state::waiting, "waiting"}, {mail_state::leased, "leased"}, {mail_state::sent, "sent"},
    {mail_state::dropped, "dropped"}, {mail_state::failed, "failed"}, {mail_state::uncertain, "uncertain"},
};

}  // namespace

std::string_view name_of(mail_kind k) {
  return name_in(kinds, k);
}

std::optional<mail_kind> mail_kind_named(std::string_view name) {
  return value_in(kinds, name);
}

std::vector<mail_kind> const& all_mail_kinds() {
  static auto const all = [] {
    std::vector<mail_kind> values;
    for (auto const& kind : kinds) values.push_back(kind.value);
    return values;
  }();
  return all;
}

std::string_view name_of(mail_state s) {
  return name_in(states, s);
}

std::optional<mail_state> mail_state_named(std::string_view name) {
  return value_in(states, name);
}

}  // namespace rehearse
