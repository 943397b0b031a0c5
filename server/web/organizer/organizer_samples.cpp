#include "server/web/organizer/organizer_site.hpp"

namespace rehearse {
namespace {

view sample_organizing() {
  view const person{{"name", "Ada"}, {"status", "active"}, {"availability_url", "/x"}, {"profile_url", "/x"}};
  view mail{{"may_retry", true}};
  for (auto const* name : {"mail", "kind", "to", "interview_url", "interview", "state", "answer", "since", "next"})
    mail.set(name, "x");
  view all{{"volunteers", std::vector<view>{person}},
           {"has_volunteers", true},
           {"more_url", "/organizer"},
           {"mail_is_well", false},
           {"mail_is_held", true},
           {"mails", std::vector<view>{mail}},
           {"has_mails", true}};
  for (auto const* name : {"mail_mistake", "mail_done", "failed", "uncertain", "late", "oldest_due", "more_mails_url"})
    all.set(name, "x");
  return all;
}

}  // namespace

std::vector<template_sample> organizer_samples() {
  return {{"organizer.html", sample_organizing()}};
}

}  // namespace rehearse
