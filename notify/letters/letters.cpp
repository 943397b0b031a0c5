#include "notify/letters/letters.hpp"

#include "notify/letters/booking_words.hpp"
#include "notify/letters/draft.hpp"
#include "notify/letters/interview_event.hpp"
#include "notify/letters/plain_text.hpp"
#include "notify/words/world_names.hpp"

#include <array>
#include <utility>

namespace rehearse {

std::span<embedded_file const> letter_templates();

namespace {

constexpr std::array<std::string_view, 2> parts_of_letter{"letter.txt", "letter.html"};

std::string greeting(std::string_view name, words const& language) {
  auto const shown = harmless_to_strangers(name);
  return shown.empty() ? language.say("Hello,") : language.say("Hello {name},", {{"name", isolated(shown)}});
}

std::string why_mailed(recipient_facts const& r, words const& language) {
  auto const programme = one_line(r.programme.name);
  if (r.gives_interviews) {
    return language.say("You get this mail because you give interviews for {programme}.", {{"programme", programme}});
  }
  return language.say("You get this mail because somebody gave this address to {programme}.",
                      {{"programme", programme}});
}

view whole_view(letter_draft draft, recipient_facts const& r, words const& language) {
  auto whole = std::move(draft).to_view();
  whole.set("language", language.locale());
  whole.set("direction", language.direction());
  // Not every mail program knows text-align: start, and without it some would centre all of it.
  whole.set("beginning", language.direction() == std::string_view("rtl") ? "right" : "left");
  whole.set("greeting", greeting(r.to.name, language));
  whole.set("their_language", foreign_tag(r.programme.locale, language));
  whole.set("programme", one_line(r.programme.name));
  whole.set("contact", one_line(r.programme.contact));
  whole.set("public_url", is_web_link(r.programme.public_url) ? r.programme.public_url : std::string{});
  whole.set("why", why_mailed(r, language));
  return whole;
}

view sample_view() {
  auto r = recipient_facts{};
  r.to.name = "Adaeze";
  r.programme = {"Practice interviews", {"", "from@example.org"}, "help@example.org", "en", "https://example.org"};
  return whole_view(letter_draft::sample(), r, words{});
}

std::optional<mailbox> reply_address(programme_facts const& programme) {
  if (programme.contact.empty()) return {};
  return mailbox{one_line(programme.name), one_line(programme.contact)};
}

}  // namespace

letters::letters(std::filesystem::path const& folder) : templates_(letter_templates(), folder) {
  templates_.check(std::vector<template_sample>{{"letter.html", sample_view()}, {"letter.txt", sample_view()}});
}

message letters::finished(letter_draft draft, recipient_facts const& r, letter_stamp const& stamp) const {
  auto const language = words{r.locale};
  auto const subject = one_line(draft.subject());
  auto const whole = whole_view(std::move(draft), r, language);
  message mail;
  mail.from = {one_line(r.programme.from.name), one_line(r.programme.from.address)};
  mail.to = {harmless_to_strangers(r.to.name), one_line(r.to.address)};
  mail.reply_to = reply_address(r.programme);
  mail.subject = subject;
  auto rendered = templates_.render_each(parts_of_letter, language, whole);
  mail.text = wrapped(rendered[0]);
  mail.html = std::move(rendered[1]);
  mail.message_id = stamp.message_id;
  mail.date = stamp.date;
  return mail;
}

message letters::about(booking_facts const& b, letter_draft draft, recipient_facts const& r,
                       letter_stamp const& stamp) const {
  auto mail = finished(std::move(draft), r, stamp);
  mail.thread_id = "<" + b.uid + ">";
  return mail;
}

message letters::with_calendar(message mail, letter_side to, booking_facts const& b, invitation_method method) const {
  if (to == letter_side::organizer) return mail;  // nobody's appointment
  auto const event = interview_event(to, b, mail.date);
  auto const as = method == invitation_method::cancel ? calendar_method::cancel : calendar_method::request;
  mail.calendar = invitation{method, calendar_file(as, event)};
  return mail;
}

}  // namespace rehearse
