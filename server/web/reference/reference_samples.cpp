#include "server/web/reference/reference_site.hpp"

namespace rehearse {
namespace {

view sample_operation() {
  view const thing{{"kind", "Slot"}, {"link", "schema-Slot"}};
  view parameter{
      {"name", "from"}, {"place", "query"}, {"required", true}, {"about", "The first date"}, {"kind", "date"}};
  view body{{"media_type", "application/json"}};
  view answer{{"status", "200"}, {"about", "The slots"}};
  return {{"id", "list_slots"},
          {"method", "GET"},
          {"path", "/api/v1/slots"},
          {"summary", "Slots"},
          {"description", "All of them"},
          {"token", "none"},
          {"has_parameters", true},
          {"parameters", std::vector<view>{parameter}},
          {"has_body", true},
          {"bodies", std::vector<view>{body.merge(thing)}},
          {"answers", std::vector<view>{answer.merge(thing)}}};
}

view sample_reference() {
  view group{{"name", "slots"}, {"anchor", "slots"}, {"about", "What can be booked"}};
  group.set("operations", std::vector<view>{sample_operation()});
  view const member{
      {"name", "start"}, {"required", true}, {"kind", "Instant"}, {"link", "schema-Instant"}, {"about", "When"}};
  view const schema{{"name", "Slot"},   {"anchor", "schema-Slot"}, {"about", "A start"},
                    {"kind", "object"}, {"has_members", true},     {"members", std::vector<view>{member}}};
  return {{"about", "The API"}, {"groups", std::vector<view>{group}}, {"schemas", std::vector<view>{schema}}};
}

}  // namespace

std::vector<template_sample> reference_samples() {
  view const problem{{"url", "/problems/invalid"}, {"code", "invalid"}, {"status", 422}, {"title", "Not allowed"}};
  view const meaning{{"meaning", "Look at the errors."}};
  return {{"docs.html", {}},
          {"docs_plain.html", sample_reference()},
          {"problems.html", {{"problems", std::vector<view>{problem}}}},
          {"problem.html", view(problem).merge(meaning)}};
}

}  // namespace rehearse
