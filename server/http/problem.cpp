#include "server/http/problem.hpp"

#include "server/http/json_text.hpp"

namespace rehearse::http {

namespace {

void add_member(std::string& json, std::string_view name, std::string_view value) {
  json += json.size() > 1 ? ",\"" : "\"";
  json.append(name).append("\":");
  add_json_text(json, value);
}

void add_errors(std::string& json, std::vector<std::pair<std::string, std::string>> const& errors) {
  json += ",\"errors\":[";
  for (auto const& [pointer, detail] : errors) {
    std::string one = "{";
    add_member(one, "pointer", pointer);
    add_member(one, "detail", detail);
    json += one + "},";
  }
  json.back() = ']';
}

}  // namespace

ready_problem::ready_problem(problem const& what) : status_(what.status) {
  auto& json = before_id_;
  json.reserve(512);  // what most have, in one piece
  json += "{";
  add_member(json, "type", "/problems/" + what.code);
  add_member(json, "title", what.title);
  json += ",\"status\":" + std::to_string(what.status);
  if (!what.detail.empty()) add_member(json, "detail", what.detail);
  add_member(json, "code", what.code);
  json += ",\"request_id\":";
  if (!what.errors.empty()) add_errors(after_id_, what.errors);
  if (!what.extra_members_json.empty()) after_id_ += "," + what.extra_members_json;
  after_id_ += "}";
}

response ready_problem::for_request(std::string_view request_id) const {
  std::string json;
  json.reserve(before_id_.size() + request_id.size() + 2 + after_id_.size());
  json += before_id_;
  add_json_text(json, request_id);
  json += after_id_;
  return text_response(status_, "application/problem+json", std::move(json));
}

response problem_response(problem const& what, std::string_view request_id) {
  return ready_problem(what).for_request(request_id);
}

}  // namespace rehearse::http
