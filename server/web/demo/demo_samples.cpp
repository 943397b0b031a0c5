#include "server/web/demo/demo_site.hpp"

namespace rehearse {
namespace {

view sample_field() {
  view const option{{"id", "x"}, {"option", "x"}, {"words", "X"}, {"chosen", true}, {"of_programme", true}};
  view one{{"required", true}, {"chosen", true}, {"options", std::vector<view>{option}}};
  for (auto const* kind : {"is_line", "is_lines", "is_menu", "is_group", "is_check", "of_programme"})
    one.set(kind, true);
  for (auto const* name :
       {"name", "label", "hint", "mistake", "described_by", "value", "type", "autocomplete", "owner"})
    one.set(name, "x");
  return one;
}

view parts_sample() {
  view const slot{{"day_id", "d1"}, {"slot_id", "t1"}, {"time", "09:00"}, {"chosen", true}};
  view const day{{"day", "Monday"}, {"day_id", "d1"}, {"slots", std::vector<view>{slot}}};
  view all{{"days", std::vector<view>{day}},
           {"fields", std::vector<view>{sample_field()}},
           {"errors", std::vector<view>{{{"field", "x"}, {"sentence", "X."}}}},
           {"has_errors", true}};
  for (auto const* name : {"page_url", "now_there", "zone_name", "when", "week", "duration", "city"})
    all.set(name, "x");
  return all;
}

}  // namespace

std::vector<template_sample> demo_samples() {
  view const mail{{"subject", "Booked"}, {"to", "ada@example.org"}, {"date", "Mon, 2 Nov 2026 08:00:00 +0000"}};
  view const listed{{"url", "/demo/mail/x.eml"}};
  view const piece{{"link", "https://example.org"}, {"text", "Hello"}};
  view const whole{{"from", "Rehearse"},
                   {"attached", "invite.ics"},
                   {"html_url", "/demo/mail/x.eml/html"},
                   {"pieces", std::vector<view>{piece}}};
  return {{"demo_mails.html", {{"mails", std::vector<view>{view(mail).merge(listed)}}, {"has_mails", true}}},
          {"demo_mail.html", view(mail).merge(whole)},
          {"demo_parts.html", parts_sample()}};
}

}  // namespace rehearse
