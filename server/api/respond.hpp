// What all endpoints of the API share: reading a JSON body, preconditions, pages of lists, and the forms of an answer
// (contract 3). Used by the *_api files alone. Any thread.
#pragma once

#include "scheduler/rules/result.hpp"
#include "scheduler/rules/stretch.hpp"
#include "server/auth/endpoint.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

// A refusal as application/problem+json.
answer refuse(call const& c, refusal const& why);
// The same for what many are told at once, the text of which is made beforehand.
std::function<http::response(call const&)> always_refusing(refusal const& why);

// All that is wrong with a draft, with what the database finds beside it.
template <class T, class Further>
answer refuse_draft(call const& c, store& s, draft_of<T> sent, Further const& further_mistakes) {
  add_further(sent.mistakes, further_mistakes(s, sent.it));
  return refuse(c, invalid(std::move(sent.mistakes)));
}

http::response json_response(int status, boost::json::object const& body);
// With the ETag of its revision; a GET is answered 304 without a body where If-None-Match names it.
http::response tagged_response(call const& c, int status, boost::json::object const& body, int revision);

// A text of JSON with an ETag of its own, made of its bytes.
http::response content_response(call const& c, std::string json);

// The same of an answer to a public question, kept for whoever asks it next word for word. An answer to somebody with
// credentials is neither given from there nor kept.
std::optional<http::response> kept_response(call const& c);
http::response response_to_keep(call const& c, store& s, std::string json, std::optional<volunteer_id> about,
                                stretch right);

// "\"r5.1234\"": the entity tag of a row's revision and of what is shown of it. The same revision is shown differently
// to others, and later (a volunteer is renamed); If-Match compares the revision alone.
std::string etag_of(int revision, boost::json::object const& shown);

// The JSON of the body. unsupported_media_type for other types (merge patch is JSON too), charsets and codings;
// not_parsable.
result<boost::json::value> body_of(call const& c);
// For what is asked without members: there is no body, or an object with nothing in it.
result<void> demand_no_members(call const& c);

// What If-Match and If-None-Match: * ask of a write.
struct precondition {
  std::vector<int> revisions;  // one of these; empty: whichever is there
  bool only_if_none = false;   // else it must be there

  // What the use case is to expect, where `stored` is there now; none: anything.
  std::optional<int> expected(int stored) const;
};
enum class writes_what { changes, may_create };
// precondition_required without If-Match (If-None-Match: * is enough where the write may create); precondition_failed
// for a tag that no revision has, and where both fields can never hold together.
result<precondition> precondition_of(call const& c, writes_what what = writes_what::changes);

// bad_query for a member of the query that is not named, and for one that stands twice.
result<void> only_these(call const& c, std::vector<std::string_view> const& names);

// `limit` and `cursor`.
struct page_query {
  std::size_t limit = 50;
  std::string cursor;
};
result<page_query> page_query_of(call const& c);
refusal bad_query(std::string detail);
// The member's value, none when it is absent; bad_query when it is no instant.
result<std::optional<instant>> instant_in_query(call const& c, std::string_view name);

// {"items": […], "next": …} with `Link: …; rel="next"`, and an ETag of its bytes.
http::response page_response(call const& c, boost::json::array items, std::optional<std::string> const& next);
// The same of a list that is at hand as a whole: `key` names the member that tells its items apart.
http::response piece_response(call const& c, page_query const& page, boost::json::array const& all,
                              std::string_view key);

}  // namespace rehearse
