#include "scheduler/documents/parse_json.hpp"
#include "scheduler/documents/volunteer_document.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/api/desk_api.hpp"
#include "server/api/respond.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

bool is_theirs(caller const& who, volunteer const& v) {
  return is_organizer(who) || is_volunteer(who, v.id);
}

// Everything to the volunteer and the organizer, the public facts to others.
boost::json::object volunteer_json(volunteer const& v, caller const& who) {
  return is_theirs(who, v) ? write_volunteer(v) : write_public_volunteer(v);
}

std::vector<field_error> further(store& s, volunteer const& v) {
  return further_mistakes(s, v);
}

// The id and the status of a new one are not the caller's to set.
std::vector<field_error> not_for_a_new_one(boost::json::value const& body, volunteer const& read) {
  std::vector<field_error> found;
  auto const* const object = body.if_object();
  auto const* const id = object ? object->if_contains("id") : nullptr;
  if (id && !id->is_null()) found.push_back({"/id", "Must be left out: the programme gives it."});
  if (read.status != volunteer_status::active) found.push_back({"/status", "Must be active, or left out."});
  return found;
}

}  // namespace

action list_volunteers_endpoint(call const& c) {
  auto const page = page_query_of(c);
  if (!page) return refuse(c, page.error()).response;
  return reading{[c, page = *page](store& s, caller const& who, instant) -> answer {
    auto const found = list_volunteers(s, who, {page.limit, page.cursor});
    if (!found) return refuse(c, found.error());
    boost::json::array items;
    for (auto const& v : found->items) items.push_back(volunteer_json(v, who));
    return page_response(c, std::move(items), found->next);
  }};
}

action invite_volunteer_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto asked = draft_volunteer(*body);
  add_further(asked.mistakes, not_for_a_new_one(*body, asked.it));
  return writing{[c, asked](store& s, caller const& who, instant now) -> answer {
    if (!asked.mistakes.empty()) return refuse_draft(c, s, asked, further);
    auto const made = invite_volunteer(s, who, asked.it, now);
    if (!made) return refuse(c, made.error());
    auto given = tagged_response(c, 201, volunteer_json(*made, who), made->revision);
    return given.with("Location", "/api/v1/volunteers/" + made->id.text);
  }};
}

action read_volunteer_endpoint(call const& c) {
  return reading{[c](store& s, caller const& who, instant) -> answer {
    auto const v = read_volunteer(s, who, {c.parameter("id")});
    if (!v) return refuse(c, v.error());
    return tagged_response(c, 200, volunteer_json(*v, who), v->revision);
  }};
}

action change_volunteer_endpoint(call const& c) {
  auto const patch = body_of(c);
  if (!patch) return refuse(c, patch.error()).response;
  auto const seen = precondition_of(c);
  if (!seen) return refuse(c, seen.error()).response;
  return writing{[c, patch = *patch, seen = *seen](store& s, caller const& who, instant now) -> answer {
    auto const there = read_volunteer(s, who, {c.parameter("id")});
    if (!there) return refuse(c, there.error());
    auto changed = draft_volunteer(merge_patch(write_volunteer(*there), patch));
    if (changed.it.id != there->id) add_further(changed.mistakes, {{"/id", "The id of a volunteer stays."}});
    changed.it.id = there->id;
    if (!changed.mistakes.empty() && is_theirs(who, *there)) return refuse_draft(c, s, changed, further);
    auto const done = change_volunteer(s, who, changed.it, seen.expected(there->revision), now);
    if (!done) return refuse(c, done.error());
    return tagged_response(c, 200, volunteer_json(*done, who), done->revision);
  }};
}

}  // namespace rehearse
