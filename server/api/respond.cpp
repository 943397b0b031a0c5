#include "server/api/respond.hpp"

#include "scheduler/documents/field_reader.hpp"
#include "scheduler/documents/parse_json.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "server/auth/kept_answers.hpp"
#include "server/auth/problem_table.hpp"
#include "server/http/negotiation.hpp"
#include "server/http/problem.hpp"

#include <algorithm>
#include <charconv>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace rehearse {
namespace {

constexpr std::size_t longest_page = 200;

std::string json_of(alternative const& a) {
  boost::json::object const shown{{"start", to_text(a.start)},
                                  {"end", to_text(a.end)},
                                  {"volunteer", {{"id", a.volunteer.text}, {"name", a.volunteer_name}}}};
  return boost::json::serialize(shown);
}

// Problem members beyond RFC 9457: a slot that is taken comes with others.
std::string further_members(refusal const& why) {
  if (why.code != errc::slot_unavailable) return "";
  std::string list;
  for (auto const& a : why.alternatives) list += (list.empty() ? "" : ",") + json_of(a);
  return "\"alternatives\":[" + list + "]";
}

http::problem problem_of(refusal const& why) {
  auto const& kind = kind_of(why.code);
  http::problem shown;
  shown.status = kind.status;
  shown.code = kind.code;
  shown.title = kind.title;
  shown.detail = why.detail;
  for (auto const& e : why.errors) shown.errors.emplace_back(e.pointer, e.detail);
  shown.extra_members_json = further_members(why);
  return shown;
}

void add_fields_of(errc code, http::response& given) {
  if (code == errc::unauthenticated) given.with("WWW-Authenticate", "Bearer");
  if (given.status == 503) given.with("Retry-After", "5");
}

std::string hash_of(std::string const& text) {
  return std::to_string(std::hash<std::string>{}(text));
}

std::optional<int> revision_in(std::string_view etag) {
  if (!etag.starts_with("\"r") || !etag.ends_with('"') || etag.size() < 4) return std::nullopt;
  int revision = 0;
  auto const within = etag.substr(2, etag.size() - 3);
  auto const digits = within.substr(0, within.find('.'));
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), revision);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return revision;
}

std::string etag_of(std::string const& json) {
  return "\"h" + hash_of(json) + "\"";
}

// The question word for word: the same one put differently is another one, and answered as well.
std::string question_of(http::request const& asked) {
  std::string text;
  text.reserve(256);
  text = asked.path;
  for (auto const& [name, value] : asked.query) text.append("&").append(name).append("=").append(value);
  return text;
}

bool is_anybodys(call const& c) {
  return c.server->kept != nullptr && !c.request->header("Authorization");
}

http::response not_modified(std::string const& etag) {
  http::response same;
  same.status = 304;
  return same.with("ETag", etag);
}

}  // namespace

answer refuse(call const& c, refusal const& why) {
  auto given = http::problem_response(problem_of(why), c.request->id);
  add_fields_of(why.code, given);
  return {std::move(given), why.keeps_writes};
}

std::function<http::response(call const&)> always_refusing(refusal const& why) {
  return [ready = http::ready_problem(problem_of(why)), code = why.code](call const& c) {
    auto given = ready.for_request(c.request->id);
    add_fields_of(code, given);
    return given;
  };
}

http::response json_response(int status, boost::json::object const& body) {
  return http::text_response(status, "application/json", boost::json::serialize(body));
}

http::response tagged_response(call const& c, int status, boost::json::object const& body, int revision) {
  auto const etag = etag_of(revision, body);
  if (http::is_not_modified(*c.request, etag)) return not_modified(etag);
  return json_response(status, body).with("ETag", etag);
}

http::response content_response(call const& c, std::string json) {
  auto const etag = etag_of(json);
  if (http::is_not_modified(*c.request, etag)) return not_modified(etag);
  return http::text_response(200, "application/json", std::move(json)).with("ETag", etag);
}

http::response kept_as(call const& c, kept_answers::kept const& answer) {
  if (http::is_not_modified(*c.request, answer.etag)) return not_modified(answer.etag);
  http::response given;
  given.shared_body = answer.body;
  return given.with("Content-Type", "application/json").with("ETag", answer.etag);
}

std::optional<http::response> kept_response(call const& c) {
  if (!is_anybodys(c)) return std::nullopt;
  auto const answer = c.server->kept->find(question_of(*c.request), c.server->time.now());
  if (!answer) return std::nullopt;
  return kept_as(c, *answer);
}

http::response response_to_keep(call const& c, store& s, std::string json, std::optional<volunteer_id> about,
                                stretch right) {
  if (!is_anybodys(c) || s.kept().all == nullptr) return content_response(c, std::move(json));
  auto etag = etag_of(json);
  auto const answer = std::make_shared<kept_answers::kept const>(
      kept_answers::kept{std::make_shared<std::string const>(std::move(json)), std::move(etag), std::move(about),
                         s.kept().seen, right.from, right.to});
  c.server->kept->keep(question_of(*c.request), answer);
  return kept_as(c, *answer);
}

std::string etag_of(int revision, boost::json::object const& shown) {
  return "\"r" + std::to_string(revision) + "." + hash_of(boost::json::serialize(shown)) + "\"";
}

result<boost::json::value> body_of(call const& c) {
  auto trouble = http::trouble_with_content(*c.request, {"application/json", "application/merge-patch+json"});
  if (trouble) return refused(errc::unsupported_media_type, *std::move(trouble));
  return parse_json(c.request->body);
}

result<void> demand_no_members(call const& c) {
  if (c.request->body.empty()) return {};
  auto const body = body_of(c);
  if (!body) return body.error();
  std::vector<field_error> errors;
  field_reader(*body, errors).no_others();
  if (!errors.empty()) return invalid(std::move(errors));
  return {};
}

std::optional<int> precondition::expected(int stored) const {
  if (revisions.empty()) return std::nullopt;
  return std::ranges::find(revisions, stored) != revisions.end() ? stored : revisions.front();
}

result<precondition> precondition_of(call const& c, writes_what what) {
  auto const match = http::joined(c.request->headers, "If-Match");
  auto const none = http::joined(c.request->headers, "If-None-Match");
  auto const tags = http::etags_in(match);
  if (match.empty() && none == "*" && what == writes_what::may_create) return precondition{{}, true};
  if (match.empty()) return refused(errc::precondition_required, "Send If-Match with the ETag of what you saw.");
  // RFC 9110, 13.2.2: both must hold, and what is there cannot also not be there.
  auto const excluded = [&none](std::string_view tag) { return http::etag_matches_weakly(none, tag); };
  if (!none.empty() && std::ranges::all_of(tags, excluded))
    return refused(errc::precondition_failed, "If-None-Match excludes what If-Match asks for.");
  if (match == "*") return precondition{};
  precondition seen;
  for (auto const tag : tags)
    if (auto const revision = revision_in(tag)) seen.revisions.push_back(*revision);
  if (seen.revisions.empty()) return refused(errc::precondition_failed, "If-Match names no state of this.");
  return seen;
}

refusal bad_query(std::string detail) {
  return refused(errc::bad_query, std::move(detail));
}

result<void> only_these(call const& c, std::vector<std::string_view> const& names) {
  std::vector<std::string_view> seen;
  for (auto const& [name, value] : c.request->query) {
    if (std::ranges::find(names, name) == names.end()) return bad_query("There is no query member " + name + " here.");
    if (std::ranges::find(seen, name) != seen.end())
      return bad_query("The query member " + name + " stands there twice.");
    seen.push_back(name);
  }
  return {};
}

result<page_query> page_query_of(call const& c) {
  page_query page;
  page.cursor = c.request->query_value("cursor").value_or("");
  auto const limit = c.request->query_value("limit");
  if (!limit) return page;
  auto const read = std::from_chars(limit->data(), limit->data() + limit->size(), page.limit);
  if (read.ec != std::errc{} || read.ptr != limit->data() + limit->size() || page.limit < 1 ||
      page.limit > longest_page)
    return bad_query("limit must be a number from 1 to 200.");
  return page;
}

result<std::optional<instant>> instant_in_query(call const& c, std::string_view name) {
  auto const text = c.request->query_value(name);
  if (!text) return std::optional<instant>{};
  auto const read = read_instant(*text);
  if (!read) return bad_query(std::string(name) + " must be an instant such as 2026-11-24T13:30:00Z.");
  if (*read > last_instant) return bad_query(std::string(name) + " must not be after " + to_text(last_instant) + ".");
  return read;
}

http::response page_response(call const& c, boost::json::array items, std::optional<std::string> const& next) {
  boost::json::object page{{"items", std::move(items)}, {"next", nullptr}};
  if (next) page["next"] = *next;
  auto given = content_response(c, boost::json::serialize(page));
  if (!next || given.status != 200) return given;
  std::string link = c.request->path + "?";
  for (auto const& [name, value] : c.request->query)
    if (name != "cursor") link += http::percent_encoded(name) + "=" + http::percent_encoded(value) + "&";
  return given.with("Link", "<" + link + "cursor=" + http::percent_encoded(*next) + ">; rel=\"next\"");
}

http::response piece_response(call const& c, page_query const& page, boost::json::array const& all,
                              std::string_view key) {
  auto const key_of = [key](boost::json::value const& item) { return std::string(item.at(key).as_string()); };
  auto begin = all.begin();
  if (!page.cursor.empty()) {
    begin = std::ranges::find(all, page.cursor, key_of);
    if (begin == all.end()) return refuse(c, bad_query("cursor must be the `next` of the page before.")).response;
    ++begin;
  }
  auto const end = begin + std::min(all.end() - begin, static_cast<std::ptrdiff_t>(page.limit));
  std::optional<std::string> next;
  if (end != all.end()) next = key_of(*(end - 1));
  return page_response(c, boost::json::array(begin, end), next);
}

}  // namespace rehearse
