#include "server/web/volunteer/own_part.hpp"

#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/people.hpp"
#include "server/web/frame/form.hpp"

namespace rehearse {
namespace {

bool is_own_page(store& s, page_call const& c, signed_in_volunteer const& own, instant now) {
  if (!c.request->path.starts_with("/volunteer/")) return false;
  if (c.parameters.empty()) return volunteer_named(c).empty();
  return read_booking(s, own, {c.parameter("id")}, now).has_value();
}

caller part_of(store& s, page_call const& c, caller const& who, instant now) {
  auto const* organizer = std::get_if<signed_in_organizer>(&who);
  if (organizer == nullptr) return who;
  auto const behind = volunteer_behind(s, organizer->id);
  if (!behind) return who;
  *c.plays_both = true;
  signed_in_volunteer const own{*behind};
  return is_own_page(s, c, own, now) ? caller(own) : who;
}

}  // namespace

job in_own_part(page_call const& c, job run) {
  return [c, run = std::move(run)](store& s, caller const& who, instant now) -> answer {
    auto given = run(s, part_of(s, c, who, now), now);
    if (given.shown_by) given.shown_by = in_own_part(c, std::move(given.shown_by));
    return given;
  };
}

}  // namespace rehearse
