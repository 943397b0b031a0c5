// The pages of candidates and of everybody (contract 9): the programme, booking, one booking, find, privacy. Rows of
// candidate_site.cpp; each a plain function like the endpoints of the API.
#pragma once

#include "server/web/frame/page.hpp"

namespace rehearse {

// programme_pages.cpp
action home_page(page_call const& c);
action privacy_page(page_call const& c);
// find_pages.cpp
action find_page(page_call const& c);
action find_deed(page_call const& c);

// book_pages.cpp: the type, the zone, the time, the form
action choose_type_page(page_call const& c);
action volunteer_page(page_call const& c);
action book_page(page_call const& c);
// book_deed.cpp
action book_deed(page_call const& c);
// The form again where its client address booked too often, or where somebody signed in or out since it was opened.
action too_many_bookings_page(page_call const& c, seconds wait);
answer old_book_form(page_call const& c);
// The form again, where the database could not take the booking.
job unsaved_book_form(page_call const& c);

// manage_pages.cpp: one booking by its manage link
action one_booking_page(page_call const& c);
action booking_calendar(page_call const& c);
// manage_deeds.cpp
action mail_again_deed(page_call const& c);
action attendance_deed(page_call const& c);
action running_late_deed(page_call const& c);
action presence_deed(page_call const& c);
// cancel_pages.cpp, move_pages.cpp, change_pages.cpp
action cancel_page(page_call const& c);
action cancel_deed(page_call const& c);
action move_page(page_call const& c);
action move_deed(page_call const& c);
action change_page(page_call const& c);
action change_deed(page_call const& c);

// confirm_pages.cpp: links from mails that confirm an address
action confirm_page(page_call const& c);
action confirm_deed(page_call const& c);
action new_address_page(page_call const& c);
action new_address_deed(page_call const& c);

}  // namespace rehearse
