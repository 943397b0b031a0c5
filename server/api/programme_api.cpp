#include "scheduler/documents/interview_type_document.hpp"
#include "scheduler/documents/parse_json.hpp"
#include "scheduler/documents/policy_document.hpp"
#include "scheduler/documents/programme_document.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/api/desk_api.hpp"
#include "server/api/respond.hpp"

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

json::object policy_json(named_policy const& p) {
  json::object shown{{"id", p.id}};
  for (auto const& [name, value] : write_policy(p.rules)) shown[name] = value;
  return shown;
}

// What GET answers may be PUT back: the slug may stand in the body, where it is the path's.
result<policy> policy_in(call const& c, json::value body) {
  auto* const object = body.if_object();
  auto const* const id = object ? object->if_contains("id") : nullptr;
  if (id && (!id->is_string() || id->as_string() != c.parameter("slug")))
    return invalid("/id", "Must be the slug in the address.");
  if (id) object->erase("id");
  return read_policy(body);
}

template <class T>
std::vector<field_error> further(store& s, T const& sent) {
  return further_mistakes(s, sent);
}

}  // namespace

action list_interview_types_endpoint(call const& c) {
  auto const page = page_query_of(c);
  if (!page) return refuse(c, page.error()).response;
  return reading{[c, page = *page](store& s, caller const&, instant) {
    json::array items;
    for (auto const& t : list_interview_types(s)) items.push_back(write_interview_type(t));
    return answer(piece_response(c, page, items, "id"));
  }};
}

action create_interview_type_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const asked = draft_interview_type(*body);
  return writing{[c, asked](store& s, caller const& who, instant now) -> answer {
    if (!asked.mistakes.empty()) return refuse_draft(c, s, asked, further<interview_type>);
    auto const made = create_interview_type(s, who, asked.it, now);
    if (!made) return refuse(c, made.error());
    auto given = tagged_response(c, 201, write_interview_type(*made), made->revision);
    return given.with("Location", "/api/v1/interview-types/" + made->id);
  }};
}

action read_interview_type_endpoint(call const& c) {
  return reading{[c](store& s, caller const&, instant) -> answer {
    auto const t = read_interview_type(s, c.parameter("slug"));
    if (!t) return refuse(c, t.error());
    return tagged_response(c, 200, write_interview_type(*t), t->revision);
  }};
}

action change_interview_type_endpoint(call const& c) {
  auto const patch = body_of(c);
  if (!patch) return refuse(c, patch.error()).response;
  auto const seen = precondition_of(c);
  if (!seen) return refuse(c, seen.error()).response;
  return writing{[c, patch = *patch, seen = *seen](store& s, caller const& who, instant now) -> answer {
    auto const there = read_interview_type(s, c.parameter("slug"));
    if (!there) return refuse(c, there.error());
    auto changed = draft_interview_type(merge_patch(write_interview_type(*there), patch));
    if (changed.it.id != there->id) add_further(changed.mistakes, {{"/id", "The slug of an interview type stays."}});
    if (!changed.mistakes.empty()) return refuse_draft(c, s, changed, further<interview_type>);
    auto const done = change_interview_type(s, who, changed.it, seen.expected(there->revision), now);
    if (!done) return refuse(c, done.error());
    return tagged_response(c, 200, write_interview_type(*done), done->revision);
  }};
}

action list_policies_endpoint(call const& c) {
  auto const page = page_query_of(c);
  if (!page) return refuse(c, page.error()).response;
  return reading{[c, page = *page](store& s, caller const&, instant) {
    json::array items;
    for (auto const& p : list_policies(s)) items.push_back(policy_json(p));
    return answer(piece_response(c, page, items, "id"));
  }};
}

action read_policy_endpoint(call const& c) {
  return reading{[c](store& s, caller const&, instant) -> answer {
    auto const p = read_policy(s, c.parameter("slug"));
    if (!p) return refuse(c, p.error());
    return tagged_response(c, 200, policy_json(*p), p->revision);
  }};
}

action save_policy_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const seen = precondition_of(c, writes_what::may_create);
  if (!seen) return refuse(c, seen.error()).response;
  auto const rules = policy_in(c, *body);
  if (!rules) return refuse(c, rules.error()).response;
  return writing{[c, seen = *seen, rules = *rules](store& s, caller const& who, instant now) -> answer {
    auto const there = read_policy(s, c.parameter("slug"));
    auto const expected = seen.expected(there ? there->revision : 0);
    auto const done = save_policy(s, who, {c.parameter("slug"), rules}, expected, seen.only_if_none, now);
    if (!done) return refuse(c, done.error());
    auto const& saved = done->saved;
    auto given = tagged_response(c, done->created ? 201 : 200, policy_json(saved), saved.revision);
    if (done->created) given.with("Location", c.request->path);
    return given;
  }};
}

action read_programme_endpoint(call const& c) {
  return reading{[c](store& s, caller const&, instant) -> answer {
    auto const p = read_programme(s);
    return tagged_response(c, 200, write_programme(p), p.revision);
  }};
}

action save_programme_endpoint(call const& c) {
  auto const body = body_of(c);
  if (!body) return refuse(c, body.error()).response;
  auto const seen = precondition_of(c);
  if (!seen) return refuse(c, seen.error()).response;
  auto const asked = draft_programme(*body);
  return writing{[c, seen = *seen, asked](store& s, caller const& who, instant now) -> answer {
    if (!asked.mistakes.empty()) return refuse_draft(c, s, asked, further<programme>);
    auto const done = save_programme(s, who, asked.it, seen.expected(read_programme(s).revision), now);
    if (!done) return refuse(c, done.error());
    return tagged_response(c, 200, write_programme(*done), done->revision);
  }};
}

}  // namespace rehearse
