#include "scheduler/rules/caller.hpp"

namespace rehearse {
namespace {

struct part_of {
  booking const& b;

  std::optional<party> operator()(anonymous) const { return std::nullopt; }
  std::optional<party> operator()(candidate_of const& c) const {
    return c.booking == b.id ? std::optional(party::candidate) : std::nullopt;
  }
  std::optional<party> operator()(signed_in_volunteer const& v) const {
    return v.id == b.volunteer ? std::optional(party::volunteer) : std::nullopt;
  }
  std::optional<party> operator()(signed_in_organizer const&) const { return party::organizer; }
  std::optional<party> operator()(the_system) const { return party::system; }
};

struct audit_name {
  std::string operator()(anonymous) const { return "anonymous"; }
  std::string operator()(candidate_of const& c) const { return c.booking.text; }
  std::string operator()(signed_in_volunteer const& v) const { return v.id.text; }
  std::string operator()(signed_in_organizer const& o) const { return o.id.text; }
  std::string operator()(the_system) const { return "system"; }
};

}  // namespace

bool is_organizer(caller const& who) {
  return std::holds_alternative<signed_in_organizer>(who) || std::holds_alternative<the_system>(who);
}

bool is_volunteer(caller const& who, volunteer_id const& v) {
  auto const* signed_in = std::get_if<signed_in_volunteer>(&who);
  return signed_in != nullptr && signed_in->id == v;
}

std::optional<party> part_in(caller const& who, booking const& b) {
  return std::visit(part_of{b}, who);
}

std::string name_of(caller const& who) {
  return std::visit(audit_name{}, who);
}

}  // namespace rehearse
