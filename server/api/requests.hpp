// What the bodies of the API's requests become: each reader collects every mistake with its pointer (contract 3). Used
// by the *_api files. Pure; any thread.
#pragma once

#include "scheduler/use_cases/book_slot.hpp"
#include "scheduler/use_cases/manage_booking.hpp"

#include <boost/json/value.hpp>

namespace rehearse {

draft_of<book_slot_request> read_book_slot(boost::json::value const& body);
result<cancel_request> read_cancel(booking_id const& id, boost::json::value const& body);
result<reschedule_request> read_reschedule(booking_id const& id, boost::json::value const& body);
result<std::string> read_token(boost::json::value const& body);
result<minutes> read_running_late(boost::json::value const& body);
result<presence_request> read_presence(booking_id const& id, boost::json::value const& body);
result<std::string> read_find(boost::json::value const& body);
// A merge patch of a booking; `now_prepared` is what it has now.
draft_of<booking_changes> read_booking_changes(boost::json::value const& patch, preparation const& now_prepared);

}  // namespace rehearse
