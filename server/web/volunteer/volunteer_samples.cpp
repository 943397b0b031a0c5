#include "server/web/frame/fields.hpp"
#include "server/web/volunteer/availability_view.hpp"
#include "server/web/volunteer/volunteer_site.hpp"

namespace rehearse {
namespace {

view one_error() {
  return {{"has_errors", true}, {"errors", std::vector<view>{{{"field", "email"}, {"sentence", "Write an address."}}}}};
}

view with_errors(view facts) {
  return facts.merge(one_error());
}

std::vector<template_sample> sign_in_samples() {
  return {{"sign_in.html", with_errors({{"action", "/sign-in"},
                                        {"next", "/"},
                                        {"unsent_hours", true},
                                        {"unsent_form", true},
                                        {"no_cookie", true},
                                        {"email", "ada@"},
                                        {"mistake", "Write an address."}})},
          {"sign_in_sent.html", {{"email", "ada@example.org"}, {"again_url", "/sign-in"}}},
          {"sign_in_link.html", {{"action", "/sign-in/x"}, {"next", "/"}}},
          {"sign_in_expired.html", {{"action", "/sign-in"}, {"next", "/"}}}};
}

view sample_interview() {
  view const answer{{"label", "Level"}, {"answer", "Junior"}};
  view const report{{"by", "the candidate"}, {"by_volunteer", true}, {"candidate", "came"}, {"volunteer", "came"}};
  view facts{{"url", "/volunteer/interviews/bk_1"},
             {"id", "bk_1"},
             {"interview", "Coding"},
             {"candidate", "Adaeze O."},
             {"volunteer", "Ada"},
             {"state", "Agreed"},
             {"volunteer_missed", true},
             {"attendance", "Confirmed"},
             {"undeliverable", true},
             {"open", true},
             {"volunteer_time", "Tuesday"},
             {"candidate_time", "Tuesday"},
             {"goal", "Graphs"},
             {"programming_language", "Go"},
             {"editor", "Shared"},
             {"format", "captions"},
             {"accessibility", "Slowly"},
             {"answers", std::vector<view>{answer}},
             {"reports", std::vector<view>{report}}};
  view const rest{{"meeting_url", "https://meet.example.org/x"},
                  {"editor_url", "https://edit.example.org/x"},
                  {"cancelled_by", "the candidate"},
                  {"cancelled_by_volunteer", true},
                  {"cancel_message", "Sorry"},
                  {"can_cancel", true},
                  {"can_change_place", true},
                  {"can_be_late", true},
                  {"can_report", true},
                  {"would_be_late", true},
                  {"own", true},
                  {"title", "Coding with Adaeze O."}};
  return facts.merge(rest);
}

view sample_choice() {
  return {{"id", "came"}, {"value", "came"}, {"words", "Came"}, {"chosen", true}, {"title", "Coding"}};
}

std::vector<template_sample> interview_samples() {
  std::vector<view> const one{sample_interview()}, choices{sample_choice()};
  view const part{{"items", one}, {"any", true}, {"more_url", "/?x"}, {"shown", true}};
  view const list{{"first_page", true}, {"first_url", "/x"}, {"own", true},
                  {"later", part},      {"cancelled", part}, {"earlier", part}};
  view typed{{"done", "Done."}, {"reasons", choices}, {"candidate_came", choices}, {"volunteer_came", choices}};
  for (auto const* name : {"typed_message", "typed_minutes", "typed_meeting_url", "typed_editor_url", "revision",
                           "message_mistake", "minutes_mistake", "meeting_url_mistake", "editor_url_mistake"})
    typed.set(name, "x");
  typed.set("lateness", std::vector<std::string>{"x"});
  return {{"interviews.html", list}, {"interview.html", with_errors(sample_interview().merge(typed))}};
}

view sample_fields() {
  call nobody;
  nobody.request = std::make_shared<http::request const>();
  form typed(nobody);
  typed.mistake("x", "Wrong.");
  field const one{.name = "x",
                  .label = "X",
                  .kind = field_kind::some_of,
                  .required = true,
                  .hint = "Hint",
                  .autocomplete = "name",
                  .options = {{"a", "A"}}};
  return {{"fields", field_views(typed, {one})}};
}

view sample_zone(std::string const& name) {
  return zone_field_view(words(), {name, "Zone", "Asia/Kolkata", "Hint"}, "Wrong.");
}

view sample_row() {
  view row{{"legend", "Window 1"},
           {"remove", "remove weekly 0"},
           {"remove_words", "Remove window 1"},
           {"days", sample_fields()},
           {"season", sample_fields()},
           {"add_window", "add windows 0"},
           {"add_window_words", "Add hours"},
           {"id", "weekly-0"},
           {"before", "weekly"},
           {"season_set", "from Tue 1 Dec"},
           {"season_open", true},
           {"add_window_id", "add-windows-0"}};
  row.merge(sample_fields()).merge(sample_zone("travel-0-zone"));
  view const inner = row;
  return row.set("windows", std::vector<view>{inner});
}

view sample_week() {
  view const time{{"time", "Mon 2 Nov, 18:00–19:00"}, {"zone", "UTC+05:30, Asia/Kolkata"}};
  view const slot{{"yours", time}, {"theirs", time}};
  return {{"week", "week-2026-11-02"},    {"your_zone", "UTC"}, {"their_zone", "UTC"},
          {"title", "Week of Mon 2 Nov"}, {"open", true},       {"slots", std::vector<view>{slot}}};
}

std::vector<template_sample> availability_samples() {
  std::vector<view> const rows{sample_row()}, one{sample_interview()}, lines{{{"line", "Monday"}, {"differs", true}}};
  view facts{{"title", "When you can be booked"},
             {"volunteer", "vol_1"},
             {"revision", 1},
             {"page_url", "/x"},
             {"profile_url", "/x"},
             {"owner", "vol_1"},
             {"unsaved", true},
             {"said", "Added: Window 1."},
             {"focus", "weekly-0-days"},
             {"again_url", "/sign-in"},
             {"published", true},
             {"published_none", true},
             {"without_place", true},
             {"paused", true},
             {"has_outside", true},
             {"outside", one},
             {"stale", true},
             {"stored_lines", lines},
             {"typed_lines", lines},
             {"never_published", true}};
  view const hours{{"home", sample_zone("zone")},
                   {"weekly", rows},
                   {"overrides", rows},
                   {"travel", rows},
                   {"welcome", rows},
                   {"limits", sample_fields()},
                   {"copy", sample_fields()},
                   {"new_weekly", "weekly-1"},
                   {"new_override", "overrides-1"},
                   {"new_journey", "travel-1"},
                   {"new_welcome", "welcome_zones-1"}};
  view settings{{"now_at_home", "x"}};
  for (auto const* set : {"set_overrides", "set_travel", "set_limits", "set_welcome"}) settings.set(set, "none");
  for (auto const* fold : {"zone", "copy", "overrides", "travel", "limits", "welcome"})
    facts.set(std::string("open_") + fold, true);
  view preview{{"has_preview", true},
               {"preview_count", "1 slot"},
               {"preview_more", "More"},
               {"preview_zone", "Kolkata"},
               {"incomplete", true},
               {"missing", std::vector<std::string>{"Window 1, To: fill this in"}},
               {"clock_notes", std::vector<std::string>{"The clocks go back."}},
               {"weeks", std::vector<view>{sample_week()}},
               {"preview_types", std::vector<view>{sample_choice()}},
               {"preview_for", sample_zone("preview_zone")},
               {"places", std::vector<std::string>{"Kolkata, India"}}};
  preview.merge(settings);
  view profile{
      {"title", "Profile"}, {"done", true}, {"volunteer", "vol_1"}, {"revision", 1}, {"availability_url", "/x"}};
  for (auto const* group : {"place", "person", "interviews", "settings"}) profile.set(group, sample_fields());
  return {{"availability.html", with_errors(facts.merge(hours).merge(preview).merge(settings))},
          {"preview_part.html", preview},
          {"profile.html", with_errors(profile)}};
}

}  // namespace

std::vector<template_sample> volunteer_samples() {
  std::vector<template_sample> all;
  for (auto const& some : {sign_in_samples(), interview_samples(), availability_samples()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace rehearse
