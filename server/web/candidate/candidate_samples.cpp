#include "server/web/candidate/candidate_site.hpp"

namespace rehearse {
namespace {

view sample_fields() {
  view const option{{"id", "x"}, {"option", "x"}, {"words", "X"}, {"chosen", true}, {"of_programme", true}};
  view const one{{"name", "x"},          {"label", "X"},        {"hint", "x"},
                 {"mistake", "x"},       {"described_by", "x"}, {"owner", "x"},
                 {"of_programme", true}, {"value", "x"},        {"required", true},
                 {"type", "text"},       {"is_line", true},     {"autocomplete", "x"},
                 {"is_lines", true},     {"is_menu", true},     {"is_group", true},
                 {"is_check", true},     {"chosen", true},      {"options", std::vector<view>{option}}};
  return {{"fields", std::vector<view>{one}}};
}

view sample_errors() {
  return {{"errors", std::vector<view>{{{"field", "x"}, {"sentence", "X."}}}}, {"has_errors", true}};
}

view sample_zones() {
  std::vector<view> const zones{{{"zone", "Africa/Lagos"}, {"city", "Lagos"}, {"chosen", true}}};
  return {{"zone_groups", std::vector<view>{{{"country", "Nigeria"}, {"zones", zones}}}}};
}

std::vector<view> members() {
  return {{{"member", "zone"}, {"value", "Africa/Lagos"}}};
}

std::vector<view> options() {
  return {{{"value", "x"}, {"words", "X"}, {"chosen", true}}};
}

view sample_clock() {
  return {{"now_there", "In Lagos it is now 14:05"},
          {"zone_name", "UTC+01:00, Africa/Lagos"},
          {"clock_seconds", 50700},
          {"clock_lasts", 86400}};
}

view sample_week() {
  std::vector<view> const slots{
      {{"slot_id", "t1"}, {"start", "2026-11-24T13:30:00Z"}, {"time", "14:30"}, {"offset", "UTC"}, {"first", true}}};
  std::vector<view> const days{{{"day_id", "d1"}, {"day", "Tuesday"}, {"note", "UTC+01:00"}, {"slots", slots}}};
  view const week{{"days", days},       {"has_days", true},    {"nights", days},
                  {"has_nights", true}, {"night_title", "x"},  {"is_empty", true},
                  {"week", "x"},        {"earlier_url", "/x"}, {"later_url", "/x"}};
  return view(sample_clock()).merge(week);
}

std::vector<view> types() {
  return {{{"title", "Coding"},
           {"duration", "1 hour"},
           {"description", "x"},
           {"url", "/x"},
           {"criteria", std::vector<std::string>{"x"}},
           {"has_criteria", true}}};
}

view together(std::initializer_list<view> parts) {
  view all;
  for (auto const& part : parts) all.merge(part);
  return all;
}

view home_sample() {
  view const volunteer{{"name", "Ada"},
                       {"headline", "x"},
                       {"city", "Paris"},
                       {"spoken", "English"},
                       {"languages", std::vector<std::string>{"go"}},
                       {"has_languages", true},
                       {"url", "/x"}};
  return {{"programme", "x"},    {"welcome", std::vector<view>{{{"text", "x"}}}},
          {"has_welcome", true}, {"volunteers", std::vector<view>{volunteer}},
          {"types", types()},    {"ready", true},
          {"and_more", true},    {"contact", "help@example.org"},
          {"book_url", "/book"}, {"how_long", "1 hour"}};
}

view privacy_sample() {
  return {{"title", "Privacy"},
          {"programme", "x"},
          {"contact", "help@example.org"},
          {"own_text", std::vector<view>{{{"text", "x"}}}},
          {"has_own_text", true}};
}

view volunteer_sample() {
  std::vector<std::string> const some{"x"};
  return {{"volunteer", "Ada"}, {"pronouns", "she"}, {"headline", "x"}, {"bio", "x"},
          {"city", "Paris"},    {"languages", some}, {"topics", some},  {"has_languages", true},
          {"has_topics", true}, {"spoken", some},    {"types", types()}};
}

view times_sample() {
  return together(
      {sample_week(),
       {{"path", "/x"},           {"interview", "Coding"}, {"duration", "1 hour"},   {"volunteer", "Ada"},
        {"lost", true},           {"zone_url", "/x"},      {"members", members()},   {"contact", "help@example.org"},
        {"next_url", "/x"},       {"next_day", "Tuesday"}, {"first_url", "/x"},      {"first_day", "Tuesday"},
        {"filtered", true},       {"can_filter", true},    {"languages", options()}, {"topics", options()},
        {"spoken", options()},    {"own_machine", true},   {"shared_editor", true},  {"filter_members", members()},
        {"unfiltered_url", "/x"}, {"just_cancelled", true}}});
}

view form_sample() {
  view const alternative{{"other", "x"}, {"words", "x"}};
  return together({sample_errors(),
                   {{"path", "/x"},
                    {"interview", "Coding"},
                    {"when", "x"},
                    {"volunteer", "Ada"},
                    {"one_of", "x"},
                    {"at_night", true},
                    {"their_time", "x"},
                    {"times_url", "/x"},
                    {"members", members()},
                    {"form_key", "x"},
                    {"asked", sample_fields()},
                    {"later", sample_fields()},
                    {"later_open", true},
                    {"consent", sample_fields()},
                    {"alternatives", std::vector<view>{alternative}},
                    {"has_alternatives", true}}});
}

view deeds_sample() {
  view all;
  for (auto const name :
       {"may_confirm", "was_asked", "has_confirmed", "may_be_late", "may_move", "may_cancel", "is_pending", "is_agreed",
        "may_report", "may_change", "is_open", "has_criteria", "just_booked"})
    all.set(name, true);
  for (auto const name : {"why_not_move", "move_url", "cancel_url", "change_url", "confirm_path", "late_path",
                          "presence_path", "mail_again_path"})
    all.set(name, "/x");
  return all;
}

view booking_sample() {
  view const answer{{"label", "x"}, {"answer", "x"}};
  view const prepared{{"name", "Chidi"},
                      {"email", "x"},
                      {"new_email", "x"},
                      {"goal", "x"},
                      {"programming_language", "Go"},
                      {"editor", "x"},
                      {"accessibility", "x"},
                      {"format", "x"},
                      {"answers", std::vector<view>{answer}}};
  view all = together({sample_errors(), deeds_sample(), sample_clock()});
  for (auto const name :
       {"title",      "state_sentence", "just_done", "interview",       "description",   "volunteer",
        "contact",    "again_url",      "when",      "their_time",      "duration",      "meeting_url",
        "editor_url", "calendar_url",   "minutes",   "minutes_mistake", "told_presence", "nobody_there",
        "google_url", "outlook_url",    "own_url"})
    all.set(name, "x");
  all.set("criteria", std::vector<view>{{{"criterion", "x"}, {"good", "x"}}});
  for (auto const name : {"candidate_came", "volunteer_came"})
    all.set(name, std::vector<view>{{{"id", "x"}, {"value", "x"}, {"words", "x"}, {"chosen", true}}});
  all.set("lateness", std::vector<std::string>{"x"}).set("reference", "x");
  all.set("sentences", std::vector<std::string>{"x"});
  all.set("history", std::vector<view>{{{"at", "x"}, {"what", "x"}}});
  return all.set("prepared", prepared);
}

view small_form_sample() {
  view all = together({sample_fields(), sample_errors(), sample_zones(), sample_week()});
  for (auto const name :
       {"title", "when", "path", "back_url", "cancel_url", "sentence", "button", "interview", "revision", "duration",
        "until", "address", "times_url", "email", "guess_url", "list_url", "here_url"})
    all.set(name, "x");
  for (auto const name :
       {"is_late", "none_at_all", "sent", "unknown_zone", "is_pending", "has_guess", "may_guess", "listed"})
    all.set(name, true);
  for (auto const name : {"person", "where", "preparation", "consent"}) all.set(name, sample_fields());
  all.set("alternatives", std::vector<view>{{{"start", "x"}, {"words", "x"}}}).set("has_alternatives", true);
  all.set("typed_city", "x");
  all.set("cities", std::vector<view>{{{"url", "/x"}, {"city", "Lagos"}, {"country", "Nigeria"}}});
  all.set("has_cities", true);
  return all.set("members", members());
}

}  // namespace

std::vector<template_sample> candidate_samples() {
  auto const small = small_form_sample();
  view const choice{{"types", types()}, {"none", true}, {"contact", "help@example.org"}};
  return {{"home.html", home_sample()},
          {"privacy.html", privacy_sample()},
          {"book_type.html", choice},
          {"volunteer.html", volunteer_sample()},
          {"book_zone.html", small},
          {"book_times.html", times_sample()},
          {"book_form.html", form_sample()},
          {"look_into_mail.html", small},
          {"booking.html", booking_sample()},
          {"cancel.html", small},
          {"move.html", small},
          {"change.html", small},
          {"confirm.html", small},
          {"find.html", small}};
}

}  // namespace rehearse
