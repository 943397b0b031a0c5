#include "server/web/samples.hpp"

#include "server/web/candidate/candidate_site.hpp"
#include "server/web/demo/demo_site.hpp"
#include "server/web/organizer/organizer_site.hpp"
#include "server/web/reference/reference_site.hpp"
#include "server/web/volunteer/volunteer_site.hpp"

namespace rehearse {
namespace {

// What the frame shows on every page.
view frame() {
  std::vector<view> const languages{{{"tag", "en"}, {"name", "English"}, {"url", "/?lang=en"}, {"current", true}}};
  return {{"lang", "en"},
          {"direction", "ltr"},
          {"their_language", "es"},
          {"page_languages", languages},
          {"page_title", "Title"},
          {"style_url", "/assets/rehearse.css"},
          {"script_url", "/assets/candidate.js"},
          {"home_url", "/"},
          {"find_url", "/find"},
          {"privacy_url", "/privacy"},
          {"sign_in_url", "/sign-in"},
          {"is_volunteer", true},
          {"is_organizer", true},
          {"is_nobody", true},
          {"csrf", "x"},
          {"demo", true}};
}

template_sample sample(std::string name, view facts) {
  auto all = frame();
  all.merge(facts);
  return {std::move(name), std::move(all)};
}

}  // namespace

std::vector<template_sample> page_samples() {
  std::vector<template_sample> all{
      sample("refusal.html", {{"title", "Not found"},
                              {"detail", "There is nothing here."},
                              {"again_url", "/volunteer/profile"},
                              {"again_form", true},
                              {"lost_link", true},
                              {"has_better", true},
                              {"members", std::vector<view>{{{"member", "x"}, {"value", "x"}}}},
                              {"request_id", "req_1"}}),
  };
  for (auto const& group :
       {candidate_samples(), volunteer_samples(), organizer_samples(), reference_samples(), demo_samples()})
    for (auto const& each : group) all.push_back(sample(each.name, each.facts));
  return all;
}

}  // namespace rehearse
