#include "server/web/reference/openapi_view.hpp"

#include "config/embedded.hpp"
#include "notify/words/templates.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

std::span<embedded_file const> openapi_document();

namespace {

namespace json = boost::json;

std::string text_of(json::object const& o, std::string_view name) {
  auto const* found = o.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

bool is_true(json::object const& o, std::string_view name) {
  auto const* found = o.if_contains(name);
  return found != nullptr && found->is_bool() && found->as_bool();
}

// A text of the document as markup: what stands between backticks is code.
std::string markup_of(json::object const& o, std::string_view name) {
  auto const text = text_of(o, name);
  std::string markup;
  bool code = false;
  for (std::size_t begin = 0; begin <= text.size(); code = !code) {
    auto const end = std::min(text.find('`', begin), text.size());
    auto const part = html_escaped(std::string_view(text).substr(begin, end - begin));
    markup += code ? "<code>" + part + "</code>" : part;
    begin = end + 1;
  }
  return markup;
}

std::string last_name(std::string const& reference) {
  return reference.substr(reference.rfind('/') + 1);
}

// The object itself, or the one in /components that it points to.
json::object const& resolved(json::object const& document, json::object const& o) {
  auto const reference = text_of(o, "$ref");
  if (reference.empty()) return o;
  auto const inside = reference.substr(std::string_view("#/components").size());
  return document.at("components").at_pointer(inside).as_object();
}

std::string joined_kinds(json::array const& all, std::string_view between);

// "integer, 5 to 1440", "list of WeeklyRule", "one of replace, add, block".
std::string kind_of_schema(json::object const& schema);

std::string range_of(json::object const& schema) {
  std::string range;
  auto const add = [&](std::string_view name, std::string_view word) {
    if (auto const* found = schema.if_contains(name)) {
      range += (range.empty() ? ", " : " and ") + std::string(word) + " " + json::serialize(*found);
    }
  };
  add("minimum", "at least");
  add("maximum", "at most");
  add("minLength", "length at least");
  add("maxLength", "length at most");
  return range;
}

std::string words_of(json::array const& values) {
  std::string all;
  for (auto const& v : values)
    all += (all.empty() ? "" : ", ") + (v.is_string() ? std::string(v.as_string()) : json::serialize(v));
  return all;
}

std::string kind_of_schema(json::object const& schema) {
  if (auto const reference = text_of(schema, "$ref"); !reference.empty()) return last_name(reference);
  for (auto const* name : {"anyOf", "oneOf", "allOf"})
    if (auto const* all = schema.if_contains(name))
      return joined_kinds(all->as_array(), std::string_view(name) == "allOf" ? " and " : " or ");
  if (auto const* values = schema.if_contains("enum")) return "one of " + words_of(values->as_array());
  if (auto const* value = schema.if_contains("const")) return json::serialize(*value);
  if (auto const* items = schema.if_contains("items")) return "list of " + kind_of_schema(items->as_object());
  auto const* type = schema.if_contains("type");
  std::string kind = type == nullptr    ? "anything"
                     : type->is_array() ? words_of(type->as_array())
                                        : text_of(schema, "type");
  if (auto const format = text_of(schema, "format"); !format.empty()) kind += ", " + format;
  if (auto const* usual = schema.if_contains("default")) kind += ", default " + json::serialize(*usual);
  return kind + range_of(schema);
}

std::string joined_kinds(json::array const& all, std::string_view between) {
  std::string kinds;
  for (auto const& one : all) kinds += (kinds.empty() ? "" : std::string(between)) + kind_of_schema(one.as_object());
  return kinds;
}

// The anchor of the schema that is meant, itself or as the items of a list; empty: none.
std::string link_of_schema(json::object const& schema) {
  if (auto const reference = text_of(schema, "$ref"); !reference.empty()) return "schema-" + last_name(reference);
  if (auto const* items = schema.if_contains("items")) return link_of_schema(items->as_object());
  for (auto const* name : {"anyOf", "oneOf"})
    if (auto const* all = schema.if_contains(name)) return link_of_schema(all->as_array().front().as_object());
  return "";
}

view parameter_view(json::object const& document, json::object const& given) {
  auto const& p = resolved(document, given);
  return {{"name", text_of(p, "name")},
          {"place", text_of(p, "in")},
          {"required", is_true(p, "required")},
          {"about", markup_of(p, "description")},
          {"kind", p.contains("schema") ? kind_of_schema(p.at("schema").as_object()) : std::string()}};
}

std::vector<view> content_views(json::object const& holder) {
  std::vector<view> all;
  auto const* content = holder.if_contains("content");
  if (content == nullptr) return all;
  for (auto const& [media_type, body] : content->as_object()) {
    auto const* schema = body.as_object().if_contains("schema");
    auto const& shape = schema != nullptr ? schema->as_object() : json::object{};
    all.push_back({{"media_type", std::string_view(media_type)},
                   {"kind", schema != nullptr ? kind_of_schema(shape) : std::string(media_type)},
                   {"link", link_of_schema(shape)}});
  }
  return all;
}

view answer_view(json::object const& document, std::string_view status, json::object const& given) {
  auto const& r = resolved(document, given);
  view shown{{"status", status}, {"about", markup_of(r, "description")}, {"kind", ""}, {"link", ""}};
  if (auto const content = content_views(r); !content.empty()) shown.merge(content.front());
  return shown;
}

// An empty requirement among them: the token may be left out.
std::string token_of(json::object const& operation) {
  auto const* security = operation.if_contains("security");
  if (security == nullptr || security->as_array().empty()) return "none";
  bool const may_lack =
      std::ranges::any_of(security->as_array(), [](json::value const& v) { return v.as_object().empty(); });
  return may_lack ? "not needed; with one, more may be shown" : "needed";
}

view operation_view(json::object const& document, std::string method, std::string_view path, json::object const& o) {
  std::ranges::transform(method, method.begin(), [](unsigned char c) { return std::toupper(c); });
  std::vector<view> parameters, answers;
  if (auto const* given = o.if_contains("parameters"))
    for (auto const& p : given->as_array()) parameters.push_back(parameter_view(document, p.as_object()));
  for (auto const& [status, given] : o.at("responses").as_object())
    answers.push_back(answer_view(document, status, given.as_object()));
  auto bodies = o.contains("requestBody") ? content_views(resolved(document, o.at("requestBody").as_object()))
                                          : std::vector<view>{};
  bool const has_parameters = !parameters.empty();
  bool const has_body = !bodies.empty();
  return {{"id", text_of(o, "operationId")},
          {"method", method},
          {"path", path},
          {"summary", markup_of(o, "summary")},
          {"description", markup_of(o, "description")},
          {"token", token_of(o)},
          {"has_parameters", has_parameters},
          {"parameters", std::move(parameters)},
          {"has_body", has_body},
          {"bodies", std::move(bodies)},
          {"answers", std::move(answers)}};
}

bool is_about(json::object const& operation, std::string_view tag) {
  auto const* tags = operation.if_contains("tags");
  return tags != nullptr &&
         std::ranges::any_of(tags->as_array(), [&](json::value const& t) { return t.as_string() == tag; });
}

std::vector<view> operations_about(json::object const& document, std::string_view tag) {
  std::vector<view> all;
  for (auto const& [path, operations] : document.at("paths").as_object())
    for (auto const& [method, operation] : operations.as_object())
      if (operation.is_object() && is_about(operation.as_object(), tag))
        all.push_back(operation_view(document, std::string(method), path, operation.as_object()));
  return all;
}

view group_view(json::object const& document, json::object const& tag) {
  auto const name = text_of(tag, "name");
  auto anchor = name;
  std::ranges::replace(anchor, ' ', '-');
  return {{"name", name},
          {"anchor", anchor},
          {"about", markup_of(tag, "description")},
          {"operations", operations_about(document, name)}};
}

bool names(json::object const& schema, std::string_view member) {
  auto const* required = schema.if_contains("required");
  return required != nullptr &&
         std::ranges::any_of(required->as_array(), [&](json::value const& r) { return r.as_string() == member; });
}

view schema_view(std::string_view name, json::object const& schema) {
  std::vector<view> members;
  if (auto const* given = schema.if_contains("properties"))
    for (auto const& [member, shape] : given->as_object())
      members.push_back({{"name", std::string_view(member)},
                         {"required", names(schema, member)},
                         {"kind", kind_of_schema(shape.as_object())},
                         {"link", link_of_schema(shape.as_object())},
                         {"about", markup_of(shape.as_object(), "description")}});
  bool const has_members = !members.empty();
  return {{"name", name},
          {"anchor", "schema-" + std::string(name)},
          {"about", markup_of(schema, "description")},
          {"kind", has_members ? std::string() : kind_of_schema(schema)},
          {"has_members", has_members},
          {"members", std::move(members)}};
}

}  // namespace

view openapi_view() {
  auto const parsed = json::parse(openapi_document().front().bytes);
  auto const& document = parsed.as_object();
  std::vector<view> groups, schemas;
  for (auto const& tag : document.at("tags").as_array()) groups.push_back(group_view(document, tag.as_object()));
  for (auto const& [name, schema] : document.at("components").at("schemas").as_object())
    schemas.push_back(schema_view(name, schema.as_object()));
  return {{"about", markup_of(document.at("info").as_object(), "description")},
          {"groups", std::move(groups)},
          {"schemas", std::move(schemas)}};
}

}  // namespace rehearse
