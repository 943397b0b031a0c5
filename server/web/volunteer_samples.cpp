#include "server/web/openapi_view.hpp"
#include "server/web/samples.hpp"

namespace rehearse {
namespace {

view one_error() {
  return {{"has_errors", true}, {"errors", std::vector<view>{{{"field", "email"}, {"sentence", "Write an address."}}}}};
}

view with_errors(view facts) {
  return facts.merge(one_error());
}

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

std::vector<template_sample> sign_in_samples() {
  return {{"sign_in.html", with_errors({{"action", "/sign-in"}, {"email", "ada@"}, {"mistake", "Write an address."}})},
          {"sign_in_sent.html", {{"email", "ada@example.org"}, {"again_url", "/sign-in"}}},
          {"sign_in_link.html", {{"action", "/sign-in/x"}, {"next", "/"}}},
          {"sign_in_expired.html", {{"action", "/sign-in"}}}};
}

std::vector<template_sample> reference_samples() {
  view const problem{{"url", "/problems/invalid"}, {"code", "invalid"}, {"status", 422}, {"title", "Not allowed"}};
  view const meaning{{"meaning", "Look at the errors."}};
  return {{"docs.html", {}},
          {"docs_plain.html", sample_reference()},
          {"problems.html", {{"problems", std::vector<view>{problem}}}},
          {"problem.html", view(problem).merge(meaning)}};
}

std::vector<template_sample> demo_samples() {
  view const mail{{"subject", "Booked"}, {"to", "ada@example.org"}, {"date", "Mon, 2 Nov 2026 08:00:00 +0000"}};
  view const listed{{"url", "/demo/mail/x.eml"}};
  view const piece{{"link", "https://example.org"}, {"text", "Hello"}};
  view const whole{{"from", "Rehearse"},
                   {"attached", "invite.ics"},
                   {"html_url", "/demo/mail/x.eml/html"},
                   {"pieces", std::vector<view>{piece}}};
  return {{"demo_mails.html", {{"mails", std::vector<view>{view(mail).merge(listed)}}, {"has_mails", true}}},
          {"demo_mail.html", view(mail).merge(whole)}};
}

}  // namespace

std::vector<template_sample> volunteer_samples() {
  std::vector<template_sample> all;
  for (auto const& some : {sign_in_samples(), reference_samples(), demo_samples()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace rehearse
