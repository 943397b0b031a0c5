#include "server/web/demo/demo_site.hpp"

namespace rehearse {

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

}  // namespace rehearse
