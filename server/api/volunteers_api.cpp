#include "scheduler/documents/parse_json.hpp"
#include "scheduler/documents/volunteer_document.hpp"
#include "scheduler/use_cases/programme_desk.hpp"
#include "server/api/desk_api.hpp"
#include "server/api/respond.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

// Everything to the volunteer and the organizer, the public facts to others.
boost::json::object volunteer_json(volunteer const& v, caller const& who) {
  if (is_organizer(who) || is_volunteer(who, v.id)) return write_volunteer(v);
  return write_public_volunteer(v);
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
  auto const asked = read_volunteer(*body);
  if (!asked) return refuse(c, asked.error()).response;
  return writing{[c, asked = *asked](store& s, caller const& who, instant now) -> answer {
    auto const made = invite_volunteer(s, who, asked, now);
    if (!made) return refuse(c, made.error());
    auto given = json_response(201, volunteer_json(*made, who));
    return given.with("Location", "/api/v1/volunteers/" + made->id.text).with("ETag", etag_of(made->revision));
  }};
}

action read_volunteer_endpoint(call const& c) {
  return reading{[c](store& s, caller const& who, instant) -> answer {
    auto const v = read_volunteer(s, who, {c.parameter("id")});
    if (!v) return refuse(c, v.error());
    return tagged_response(c, 200, volunteer_json(*v, who), etag_of(v->revision));
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
    auto document = write_volunteer(*there);
    document.erase("id");
    auto changed = read_volunteer(merge_patch(std::move(document), patch));
    if (!changed) return refuse(c, changed.error());
    changed->id = there->id;
    auto const done = change_volunteer(s, who, *changed, seen.revision, now);
    if (!done) return refuse(c, done.error());
    return json_response(200, volunteer_json(*done, who)).with("ETag", etag_of(done->revision));
  }};
}

}  // namespace rehearse
