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

response problem_response(problem const& what, std::string_view request_id) {
  std::string json;
  json.reserve(512);  // what most have, in one piece
  json += "{";
  add_member(json, "type", "/problems/" + what.code);
  add_member(json, "title", what.title);
  json += ",\"status\":" + std::to_string(what.status);
  if (!what.detail.empty()) add_member(json, "detail", what.detail);
  add_member(json, "code", what.code);
  add_member(json, "request_id", request_id);
  if (!what.errors.empty()) add_errors(json, what.errors);
  if (!what.extra_members_json.empty()) json += "," + what.extra_members_json;
  json += "}";
  return text_response(what.status, "application/problem+json", std::move(json));
}

}  // namespace rehearse::http
