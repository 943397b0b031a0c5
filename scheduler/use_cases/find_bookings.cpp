// Of manage_booking.hpp.
#include "scheduler/rules/address.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/booking_mails.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <array>

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

// What a stranger can have mailed to an address, and so what counts against `mails_per_hour`: whoever books with an
// address that is not theirs has the link to move and cancel as well.
constexpr std::array strangers_mails{mail_kind::found_links,          mail_kind::sign_in_link,
                                     mail_kind::address_confirmation, mail_kind::booking_confirmation,
                                     mail_kind::limit_explained,      mail_kind::new_address_confirmation,
                                     mail_kind::rescheduled,          mail_kind::cancellation};

}  // namespace

result<void> may_be_mailed(store& s, std::string const& email, int mails_per_hour, instant now) {
  if (mails_per_hour == 0) return {};
  if (storage::mails_to(s.db(), normal_address(email), strangers_mails, now - 1h) < mails_per_hour) return {};
  return refused(errc::too_many_requests,
                 "This address was mailed very often within the last hour. Try again in an hour.");
}

void find_bookings(store& s, std::string const& email, int mails_per_hour, instant now) {
  auto const address = normal_address(email);
  auto const open = storage::open_bookings_of(s.db(), address, now);
  if (open.empty() || !may_be_mailed(s, address, mails_per_hour, now)) return;
  boost::json::array ids;
  for (auto const& b : open) ids.emplace_back(b.id.text);
  tell_address(s, {mail_kind::found_links, address, {{"bookings", std::move(ids)}}}, now);
}

}  // namespace rehearse
