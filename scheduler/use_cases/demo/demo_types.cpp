// The demo's texts, policy and interview types.
#include "scheduler/use_cases/demo/demo_programme.hpp"

namespace rehearse::demo {
namespace {

std::vector<criterion> coding_criteria() {
  return {{"understanding", "Understanding the problem",
           "Restates it, asks about sizes and odd inputs, and agrees on an example before writing code."},
          {"approach", "Finding an approach",
           "Names a plain solution first, says what it costs, and improves it for a reason."},
          {"code", "Writing code",
           "Small steps, clear names, runs in the head or on the machine; bugs are found by looking."},
          {"testing", "Testing it", "Chooses inputs that could break it and follows them through."},
          {"talking", "Thinking aloud", "The other one always knows what is being tried, and hints are taken up."}};
}

interview_type coding() {
  interview_type type;
  type.id = "coding-60";
  type.title = "Coding interview";
  type.duration = 60min;
  type.description =
      "One or two problems as they are asked in a phone screen or on site, in a language of your choice. "
      "Forty minutes of interview, twenty of feedback against the criteria below.";
  type.intake = {{"level",
                  "What kind of role are you practising for?",
                  intake_kind::choice,
                  {"First job", "Some years of work", "Senior"},
                  true},
                 {"focus", "Is there a kind of problem you would like to practise?", intake_kind::text, {}, false}};
  type.criteria = coding_criteria();
  return type;
}

interview_type system_design() {
  interview_type type;
  type.id = "system-design-45";
  type.title = "System design interview";
  type.duration = 45min;
  type.description =
      "Design something people know, from an empty page: what it must do, what it stores, where it breaks.";
  type.intake = {{"drawn_before", "Have you done a system design interview before?", intake_kind::yes_no, {}, true}};
  type.criteria = {
      {"scope", "Agreeing on the scope", "Asks who uses it and how much, and leaves things out on purpose."},
      {"data", "Data and interfaces", "Says what is stored, how it is read, and what a call looks like."},
      {"scale", "Load and failure", "Estimates with round numbers; knows what breaks first and what happens then."},
      {"choices", "Weighing choices", "Names two ways, and the reason for taking one of them."}};
  return type;
}

interview_type behavioural() {
  interview_type type;
  type.id = "behavioural-45";
  type.title = "Behavioural interview";
  type.duration = 45min;
  type.description =
      "Questions about what you have done and how you work with others, and how to answer them with stories.";
  type.policy = "confirm-address";
  type.intake = {{"role", "Which role, and at what sort of company?", intake_kind::text, {}, false}};
  type.criteria = {{"story", "Telling a story", "Situation, what you did, what came of it, in two or three minutes."},
                   {"part", "Your own part", "Says I where it was I, and gives others their share."},
                   {"learning", "What you learned", "Speaks of a failure without blame and says what changed since."}};
  return type;
}

}  // namespace

programme texts() {
  programme p;
  p.name = "Practice Interviews";
  p.contact = "hello@example.org";
  p.welcome =
      "Practise technical interviews with people who hold them for a living. It is free, and nobody reports on you to "
      "anyone.\n\nPick a kind of interview and a time in your own zone. You get an invitation for your calendar, a "
      "reminder, and one link with which you can move or cancel. If you cannot come, tell us: even an hour before is "
      "far better than not at all.";
  p.privacy =
      "Practice Interviews (hello@example.org) is responsible for your data. We keep your name, address, zone and what "
      "you tell us for the interview, so that it can take place; your volunteer sees it.\n\nWhat you write about "
      "accessibility is deleted 30 days after the interview. Ask us at any time for a copy of all we hold on you, or "
      "to have it erased.";
  p.meeting_url_template = "https://meet.example.org/{room}";
  p.editor_url_template = "https://pad.example.org/{room}";
  return p;
}

organizer who_runs_it() {
  return {{}, "organizer@example.org", "Olu Adeyemi"};
}

named_policy careful_policy() {
  policy rules;
  rules.name = "Confirm the address first";
  rules.confirm_email = true;
  rules.hold = 1440min;
  return {"confirm-address", rules, 0};
}

std::vector<interview_type> interview_types() {
  return {coding(), system_design(), behavioural()};
}

}  // namespace rehearse::demo
