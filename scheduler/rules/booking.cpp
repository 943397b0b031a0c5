#include "scheduler/rules/booking.hpp"

#include "scheduler/rules/names.hpp"

namespace rehearse {
namespace {

constexpr named<booking_state> booking_states[] = {
    {booking_state::pending, "pending"},
    {booking_state::confirmed, "confirmed"},
    {booking_state::completed, "completed"},
    {booking_state::candidate_no_show, "candidate_no_show"},
    {booking_state::volunteer_no_show, "volunteer_no_show"},
    {booking_state::cancelled, "cancelled"},
    {booking_state::expired, "expired"},
};

constexpr named<attendance> attendances[] = {
    {attendance::not_asked, "not_asked"},
    {attendance::asked, "asked"},
    {attendance::confirmed, "confirmed"},
};

constexpr named<presence> presences[] = {
    {presence::came, "came"},
    {presence::did_not_come, "did_not_come"},
    {presence::trouble, "trouble"},
};

constexpr named<cancel_reason> cancel_reasons[] = {
    {cancel_reason::conflict, "conflict"},
    {cancel_reason::illness, "illness"},
    {cancel_reason::found_a_job, "found_a_job"},
    {cancel_reason::not_ready, "not_ready"},
    {cancel_reason::other, "other"},
};

constexpr named<party> parties[] = {
    {party::candidate, "candidate"},
    {party::volunteer, "volunteer"},
    {party::organizer, "organizer"},
    {party::system, "system"},
};

}  // namespace

std::string_view name_of(booking_state s) {
  return name_in(booking_states, s);
}
std::string_view name_of(attendance a) {
  return name_in(attendances, a);
}
std::string_view name_of(presence p) {
  return name_in(presences, p);
}
std::string_view name_of(cancel_reason r) {
  return name_in(cancel_reasons, r);
}
std::string_view name_of(party p) {
  return name_in(parties, p);
}

std::optional<booking_state> booking_state_named(std::string_view name) {
  return value_in(booking_states, name);
}
std::optional<attendance> attendance_named(std::string_view name) {
  return value_in(attendances, name);
}
std::optional<presence> presence_named(std::string_view name) {
  return value_in(presences, name);
}
std::optional<cancel_reason> cancel_reason_named(std::string_view name) {
  return value_in(cancel_reasons, name);
}
std::optional<party> party_named(std::string_view name) {
  return value_in(parties, name);
}

}  // namespace rehearse
