#include "scheduler/reminders/compose.hpp"

#include "scheduler/reminders/detail.hpp"
#include "scheduler/reminders/last_told.hpp"
#include "scheduler/reminders/still_useful.hpp"
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/programme_table.hpp"
#include "scheduler/storage/sign_in_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"

#include <algorithm>
#include <stdexcept>

namespace rehearse {
namespace {

constexpr auto sign_in_lasts = 10min;

// What composing one mail needs at hand.
struct desk {
  letters const& writes;
  sender_facts const& sender;
  store& s;
  mail const& m;
  instant now;

  letter_stamp stamp() const { return {"<" + m.id.text + "@" + storage::domain_of(s.db()) + ">", now}; }
  letter_side to() const { return side_of(m.to); }
  programme_facts programme() const { return programme_facts_of(storage::find_programme(s.db()), sender); }
};

letter_side side_named(std::string const& name) {
  return side_of(party_named(name).value_or(party::organizer));
}

time_span span_of(booking const& b, instant start, std::string const& zone) {
  return {zoned(start, zone), zoned(start + (b.end - b.start), zone)};
}

// Where the interview was moved more than once before any mail left, it was moved from where the reader last knew it to
// be. Who was never told of it, or finds it where it was, reads that it is agreed, and nothing of what went on between.
message rescheduled(desk const& d, booking const& b, booking_facts const& f) {
  auto const told = last_told_start(d.m, storage::mails_about(d.s.db(), b.id));
  if (!told || *told == b.start) return d.writes.booking_confirmation(d.to(), f, d.stamp());
  move_facts const move{side_named(detail_text(d.m, "by")), span_of(b, *told, b.candidate.zone),
                        span_of(b, *told, b.agreed.volunteer_zone)};
  return d.writes.rescheduled(d.to(), f, move, d.stamp());
}

message cancellation(desk const& d, booking_facts const& f) {
  cancellation_facts const c{side_named(detail_text(d.m, "by")), detail_flag(d.m, "late"), detail_text(d.m, "message")};
  return d.writes.cancellation(d.to(), f, c, d.stamp());
}

message address_confirmation(desk const& d, booking const& b, booking_facts const& f) {
  hold_facts const hold{confirm_url_of(d.s, b, d.sender.public_url), zoned(*b.held_until, b.candidate.zone)};
  return d.writes.address_confirmation(f, hold, d.stamp());
}

message new_address_confirmation(desk const& d, booking const& b, booking_facts const& f) {
  auto const left = std::chrono::duration_cast<minutes>(b.start - d.now);
  return d.writes.new_address_confirmation(f, d.m.recipient, {new_address_url_of(d.s, b, d.sender.public_url), left},
                                           d.stamp());
}

message about_booking(desk const& d, booking const& b) {
  auto const f = booking_facts_of(d.s, b, d.sender, d.now);
  switch (d.m.kind) {
    case mail_kind::booking_confirmation:
      return d.writes.booking_confirmation(d.to(), f, d.stamp());
    case mail_kind::reminder: {
      bool const asks = detail_flag(d.m, "ask_attendance") && b.attends != attendance::confirmed;
      return d.writes.reminder(d.to(), f, asks, d.stamp());
    }
    case mail_kind::rescheduled:
      return rescheduled(d, b, f);
    case mail_kind::place_changed:
      return d.writes.place_changed(d.to(), f, d.stamp());
    case mail_kind::cancellation:
      return cancellation(d, f);
    case mail_kind::running_late:
      return d.writes.running_late(d.to(), f, minutes{detail_number(d.m, "minutes")}, d.stamp());
    case mail_kind::follow_up:
      return d.writes.follow_up(d.to(), f, detail_flag(d.m, "ask_outcome"), d.stamp());
    case mail_kind::undeliverable:
      return d.writes.undeliverable(d.to(), side_named(detail_text(d.m, "unreachable")), f, d.stamp());
    case mail_kind::address_confirmation:
      return address_confirmation(d, b, f);
    case mail_kind::new_address_confirmation:
      return new_address_confirmation(d, b, f);
    default:
      throw std::logic_error("mails of the kind " + std::string(name_of(d.m.kind)) + " are about no booking");
  }
}

bool switched_off(store& s, mail const& m, booking const& b) {
  if (m.kind != mail_kind::reminder || m.to != party::volunteer) return false;
  auto const v = storage::addressee_of(s.db(), b.volunteer);
  return v && !v->reminders;
}

composed written_to(desk const& d, booking const& b) {
  auto mail = about_booking(d, b);
  if (d.m.to == party::organizer) mail.to = {"", d.m.recipient};
  if (mail.to.address.empty()) return std::string("there is no address to send it to");
  return mail;
}

// The row may have taken a new sequence since it was leased, when the place changed.
mail as_stored(mail const& leased, std::vector<mail> const& all) {
  auto const row = std::ranges::find_if(all, [&](mail const& m) { return m.id.text == leased.id.text; });
  return row == all.end() ? leased : *row;
}

composed compose_about_booking(desk const& d) {
  auto const b = storage::find(d.s.db(), *d.m.booking);
  if (!b) return std::string("the booking is gone");
  auto const others = storage::leaving_with(d.s.db(), d.m, d.now);
  auto const row = as_stored(d.m, others);
  if (auto const reason = reason_to_drop(row, *b, others, d.now)) return *reason;
  if (switched_off(d.s, row, *b)) return std::string("the volunteer switched reminders off");
  return written_to({d.writes, d.sender, d.s, row, d.now}, *b);
}

// The name and language of whoever has that address: a volunteer's own, else the programme's language.
recipient_facts recipient_of(desk const& d) {
  auto const v = storage::volunteer_of_address(d.s.db(), d.m.recipient);
  auto const programme = d.programme();
  if (v) return {{v->name, v->email}, v->locale, programme, true};
  return {{"", d.m.recipient}, programme.locale, programme, false};
}

// A mail that leaves late carries a link that is as fresh as one that leaves at once.
composed sign_in_link(desk const& d) {
  sign_in_id const id{detail_text(d.m, "sign_in")};
  storage::renew(d.s.db(), id, d.now + sign_in_lasts);
  auto const link = storage::find(d.s.db(), id);
  if (!link) return std::string("the link is gone");
  auto const token = link_token(d.s.secret(), {token_purpose::sign_in, id.text, link->generation});
  auto const next = detail_text(d.m, "next");
  auto const url = d.sender.public_url + "/sign-in/" + token + (next.empty() ? "" : "?next=" + next);
  auto r = recipient_of(d);
  if (auto const asked_in = detail_text(d.m, "locale"); !asked_in.empty()) r.locale = asked_in;
  return d.writes.sign_in_link(r, {in_language(url, r.locale), sign_in_lasts}, d.stamp());
}

composed invitation_to_volunteer(desk const& d) {
  auto const r = recipient_of(d);
  return d.writes.volunteer_invitation(r, in_language(d.sender.public_url + "/sign-in", r.locale), d.stamp());
}

composed found_links(desk const& d) {
  auto r = recipient_of(d);
  std::vector<found_booking> found;
  for (auto const& id : detail_texts(d.m, "bookings")) {
    auto const b = storage::find(d.s.db(), booking_id{id});
    if (!b || !is_open(b->state) || b->candidate.email != d.m.recipient) continue;
    auto const type = storage::find_interview_type(d.s.db(), b->interview_type);
    found.push_back({type ? type->title : b->interview_type, span_of(*b, b->start, b->candidate.zone),
                     manage_url_of(d.s, *b, d.sender.public_url),
                     may_reschedule(*b, party::candidate, d.now).has_value()});
    r.to.name = b->candidate.name;
    r.gives_interviews = false;
    r.locale = b->candidate.locale;
  }
  if (found.empty()) return std::string("none of the bookings is open any more");
  return d.writes.found_links(r, found, d.stamp());
}

letter_limit limit_named(std::string const& reason) {
  if (reason == "overlap") return letter_limit::overlap;
  return reason == "bookings" ? letter_limit::bookings : letter_limit::open_bookings;
}

composed limit_explained(desk const& d) {
  limit_facts limit;
  limit.reason = limit_named(detail_text(d.m, "reason"));
  limit.count = detail_number(d.m, "count");
  limit.within_days = detail_number(d.m, "within_days");
  limit.find_url = in_language(d.sender.public_url + "/find", detail_text(d.m, "locale"));
  recipient_facts r;
  r.to = {detail_text(d.m, "name"), d.m.recipient};
  r.locale = detail_text(d.m, "locale");
  r.programme = d.programme();
  return d.writes.limit_explained(r, limit, d.stamp());
}

composed compose(desk const& d) {
  if (d.m.booking) return compose_about_booking(d);
  switch (d.m.kind) {
    case mail_kind::sign_in_link:
      return sign_in_link(d);
    case mail_kind::invitation:
      return invitation_to_volunteer(d);
    case mail_kind::found_links:
      return found_links(d);
    case mail_kind::limit_explained:
      return limit_explained(d);
    default:
      throw std::logic_error("a mail of the kind " + std::string(name_of(d.m.kind)) + " names no booking");
  }
}

}  // namespace

bool composing_writes(mail_kind kind) {
  return kind == mail_kind::sign_in_link;
}

composer make_composer(letters const& writes, sender_facts sender) {
  return [&writes, sender = std::move(sender)](store& s, mail const& m, instant now) {
    return compose({writes, sender, s, m, now});
  };
}

}  // namespace rehearse
