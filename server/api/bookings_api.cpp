#include "server/api/bookings_api.hpp"

#include "scheduler/use_cases/manage_booking.hpp"
#include "server/api/booking_view.hpp"
#include "server/api/requests.hpp"
#include "server/api/respond.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

booking_id id_of(call const& c) {
  return {c.parameter("id")};
}

// What most of these endpoints answer: the booking as it is now, or why not.
answer booking_answer(call const& c, store& s, caller const& who, result<booking> const& b) {
  if (!b) return refuse(c, b.error());
  return tagged_response(c, 200, booking_json(s, *b, who), b->revision);
}

// Reads the body, then has the use case do what it says with the booking of the path.
template <class Read, class Do>
action change_by_body(call const& c, Read const& read, Do const& change) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const asked = read(*body);
  if (!asked) return refuse(c, asked.error()).response;
  return writing{[c, change, asked = *asked](store& s, caller const& who, instant now) {
    return booking_answer(c, s, who, change(s, who, asked, now));
  }};
}

std::vector<alternative> offers_instead(store& s, caller const&, book_slot_request const& asked, instant now) {
  return alternatives_to(s, asked, now);
}
std::vector<alternative> offers_instead(store& s, caller const& who, reschedule_request const& asked, instant now) {
  return alternatives_to(s, who, asked, now);
}

// Booking mails its candidate, and a new address is mailed: a stranger could flood somebody with them.
std::optional<answer> flooded(call const& c, store& s, std::string const& address, instant now) {
  auto const may = may_be_mailed(s, address, c.server->mails_per_hour, now);
  if (may) return std::nullopt;
  auto given = refuse(c, may.error());
  given.response.with("Retry-After", "3600");
  return given;
}

// What else is free is looked up once the writer goes on with others.
template <class Asked>
answer refused(call const& c, Asked const& asked, refusal const& why) {
  auto given = refuse(c, why);
  if (why.code != errc::slot_unavailable) return given;
  given.shown_by = [c, asked, why](store& s, caller const& who, instant now) {
    auto told = why;
    told.alternatives = offers_instead(s, who, asked, now);
    return refuse(c, told);
  };
  return given;
}

answer booked(call const& c, store& s, caller const& who, booking const& b) {
  auto shown = booking_json(s, b, who);
  auto const etag = etag_of(b.revision, shown);
  if (b.state != booking_state::pending) add_manage_links(shown, b, *c.server);
  auto given = json_response(201, shown);
  given.with("Location", "/api/v1/bookings/" + b.id.text).with("ETag", etag);
  return given;
}

result<booking_query> query_of(call const& c) {
  auto const page = page_query_of(c);
  if (!page) return page.error();
  booking_query q;
  q.limit = page->limit;
  q.cursor = page->cursor;
  if (auto const v = c.request->query_value("volunteer")) q.volunteer = volunteer_id{std::string(*v)};
  if (auto const state = c.request->query_value("state")) {
    q.state = booking_state_named(*state);
    if (!q.state) return bad_query("state must be a booking's state, for example confirmed.");
  }
  q.reference = c.request->query_value("reference").value_or("");
  auto const from = instant_in_query(c, "from");
  auto const to = instant_in_query(c, "to");
  if (!from) return from.error();
  if (!to) return to.error();
  q.from = *from;
  q.to = *to;
  return q;
}

}  // namespace

action book_slot_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const sent = read_book_slot(*body);
  if (!sent.mistakes.empty())
    return reading{[c, sent](store& s, caller const&, instant) {
      return refuse_draft(c, s, sent,
                          [](store& at, book_slot_request const& asked) { return further_mistakes(at, asked); });
    }};
  return writing{.run = [c, asked = sent.it](store& s, caller const& who, instant now) -> answer {
                   if (auto const no = flooded(c, s, asked.candidate.email, now)) return *no;
                   auto const b = book_slot(s, asked, now);
                   return b ? booked(c, s, who, *b) : refused(c, asked, b.error());
                 },
                 .idempotency_key = "",
                 .idempotency_caller = sent.it.candidate.email};
}

action list_bookings_endpoint(call const& c) {
  auto const q = query_of(c);
  if (!q) return refuse(c, q.error()).response;
  return reading{[c, q = *q](store& s, caller const& who, instant now) -> answer {
    auto const page = list_bookings(s, who, q, now);
    if (!page) return refuse(c, page.error());
    boost::json::array items;
    for (auto const& b : page->items) items.push_back(booking_json(s, b, who));
    return page_response(c, std::move(items), page->next);
  }};
}

action read_booking_endpoint(call const& c) {
  return reading{[c](store& s, caller const& who, instant now) -> answer {
    auto const b = read_booking(s, who, id_of(c), now);
    if (!b) return refuse(c, b.error());
    return tagged_response(c, 200, booking_json(s, *b, who), b->revision);
  }};
}

action change_booking_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const seen = precondition_of(c);
  if (!seen) return refuse(c, seen.error()).response;
  return writing{[c, body = *body, seen = *seen](store& s, caller const& who, instant now) -> answer {
    auto const there = read_booking(s, who, id_of(c), now);
    if (!there) return refuse(c, there.error());
    auto const sent = read_booking_changes(body, there->prepared);
    auto const further = [&](store& at, booking_changes const& it) { return further_mistakes(at, *there, it); };
    if (!sent.mistakes.empty()) return refuse_draft(c, s, sent, further);
    auto const& changes = sent.it;
    if (changes.email)
      if (auto const no = flooded(c, s, *changes.email, now)) return *no;
    return booking_answer(c, s, who, change_booking(s, who, id_of(c), changes, seen.expected(there->revision), now));
  }};
}

action confirm_address_endpoint(call const& c) {
  return change_by_body(c, read_token, [id = id_of(c)](store& s, caller const&, std::string const& token, instant now) {
    auto confirmed = confirm_address(s, id, token, now);
    if (confirmed || confirmed.error().code != errc::not_found) return confirmed;
    // The token of the other mail that asks for it: of an address that is to take the place of the present one.
    return confirm_new_address(s, id, token, now);
  });
}

action cancel_booking_endpoint(call const& c) {
  return change_by_body(
      c, [id = id_of(c)](auto const& body) { return read_cancel(id, body); },
      [](store& s, caller const& who, cancel_request const& asked, instant now) {
        return cancel_booking(s, who, asked, now);
      });
}

action reschedule_booking_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const asked = read_reschedule(id_of(c), *body);
  if (!asked) return refuse(c, asked.error()).response;
  return writing{[c, asked = *asked](store& s, caller const& who, instant now) {
    auto const b = reschedule_booking(s, who, asked, now);
    return b ? booking_answer(c, s, who, b) : refused(c, asked, b.error());
  }};
}

action confirm_attendance_endpoint(call const& c) {
  if (auto const empty = demand_no_members(c); !empty) return refuse(c, empty.error()).response;
  return writing{[c](store& s, caller const& who, instant now) {
    return booking_answer(c, s, who, confirm_attendance(s, who, id_of(c), now));
  }};
}

action running_late_endpoint(call const& c) {
  return change_by_body(c, read_running_late, [id = id_of(c)](store& s, caller const& who, minutes late, instant now) {
    return tell_running_late(s, who, id, late, now);
  });
}

action report_presence_endpoint(call const& c) {
  return change_by_body(
      c, [id = id_of(c)](auto const& body) { return read_presence(id, body); },
      [](store& s, caller const& who, presence_request const& asked, instant now) {
        return report_presence(s, who, asked, now);
      });
}

action find_bookings_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const email = read_find(*body);
  if (!email) return refuse(c, email.error()).response;
  return writing{[c, email = *email](store& s, caller const&, instant now) -> answer {
    find_bookings(s, email, c.server->mails_per_hour, now);
    http::response accepted;
    accepted.status = 202;
    return accepted;
  }};
}

}  // namespace rehearse
