#include "server/web/frame/booking_words.hpp"

#include "notify/words/time_text.hpp"
#include "scheduler/reminders/facts_of.hpp"
#include "scheduler/rules/booking_rules.hpp"

#include <algorithm>

namespace rehearse {
namespace {

struct worded {
  std::string_view word;
  char const* text;
};

constexpr worded deeds[] = {
    {"booked", catalogued("An invitation is on its way to you by mail.")},
    {"confirmed", catalogued("Thank you. An invitation is on its way to you by mail.")},
    {"moved", catalogued("Your interview has moved. A new invitation is on its way to both of you.")},
    {"mailed_again", catalogued("We sent the mail again. The link in it is the same.")},
    {"cancelled", catalogued("Your interview is cancelled, and your interviewer is told. Thank you for saying so.")},
    {"attendance", catalogued("Thank you. Your interviewer can count on you.")},
    {"late", catalogued("Your interviewer is told that you will be late.")},
    {"presence", catalogued("Thank you. We have noted what you told us.")},
    {"changed", catalogued("Your changes are saved.")},
    {"new_address_asked",
     catalogued(
         "Your changes are saved. We sent a mail to the new address: it counts once you press the button there.")},
    {"new_address", catalogued("Your new address is confirmed. From now on mails go there.")},
};

constexpr worded events[] = {
    {"booked", catalogued("Booked")},
    {"confirmed", catalogued("Address confirmed")},
    {"rescheduled", catalogued("Moved to another time")},
    {"cancelled", catalogued("Cancelled")},
    {"attendance_confirmed", catalogued("Attendance confirmed")},
    {"running_late", catalogued("Running late")},
    {"presence_reported", catalogued("Told who came")},
    {"email_changed", catalogued("Address changed")},
    {"place_changed", catalogued("Place to meet changed")},
    {"details_changed", catalogued("Details corrected")},
    {"email_change_asked", catalogued("New address asked for")},
    {"expired", catalogued("Expired")},
    {"completed", catalogued("Completed")},
    {"candidate_no_show", catalogued("Noted: the candidate did not come")},
    {"volunteer_no_show", catalogued("Noted: the interviewer did not come")},
};

template <std::size_t Count>
std::string text_of(words const& language, worded const (&table)[Count], std::string_view word) {
  for (auto const& row : table)
    if (row.word == word) return language.say(row.text);
  return "";
}

std::string by_whom(words const& language, party by) {
  switch (by) {
    case party::candidate:
      return language.say("by you");
    case party::volunteer:
      return language.say("by your interviewer");
    case party::organizer:
      return language.say("by the organizer");
    case party::system:
      break;
  }
  return "";
}

// What she told herself of who came; none: nothing yet.
presence_report const* own_report(booking const& b) {
  auto const own = [](presence_report const& r) { return r.by == party::candidate; };
  auto const found = std::ranges::find_if(b.presence_reports, own);
  return found == b.presence_reports.end() ? nullptr : &*found;
}

std::string own_presence(words const& language, presence p) {
  switch (p) {
    case presence::came:
      return language.say("you came");
    case presence::did_not_come:
      return language.say("you did not come");
    case presence::trouble:
      break;
  }
  return language.say("you had trouble with power or connection");
}

std::string their_presence(words const& language, presence p, std::string const& name) {
  switch (p) {
    case presence::came:
      return language.say("{name} came", {{"name", name}});
    case presence::did_not_come:
      return language.say("{name} did not come", {{"name", name}});
    case presence::trouble:
      break;
  }
  return language.say("{name} had trouble with power or connection", {{"name", name}});
}

std::string cancelled_sentence(words const& language, booking const& b) {
  if (!b.cancelled) return "";
  switch (b.cancelled->by) {
    case party::candidate:
      return language.say("You cancelled it. You can book another time whenever you like.");
    case party::volunteer:
      return language.say("Your interviewer could not make it and cancelled. We are sorry. Please book another time.");
    default:
      return language.say("The programme cancelled it. You can book another time.");
  }
}

}  // namespace

std::string state_title(words const& language, booking const& b, instant now) {
  switch (state_by_now(b, now)) {
    case booking_state::pending:
      return language.say("Not booked yet: please confirm your address");
    case booking_state::confirmed:
      return now >= b.end || own_report(b) ? language.say("Your interview is over")
                                           : language.say("Your interview is booked");
    case booking_state::cancelled:
      return language.say("This interview is cancelled");
    case booking_state::expired:
      return language.say("This booking has expired");
    case booking_state::candidate_no_show:
    case booking_state::volunteer_no_show:
    case booking_state::completed:
      break;
  }
  return language.say("This interview is over");
}

std::string state_sentence(words const& language, booking const& b, instant now) {
  switch (state_by_now(b, now)) {
    case booking_state::pending:
      return language.say("We keep the time for you until {until}. Open the mail we sent you, and press the button.",
                          {{"until", time_text(language).full(zoned(b.held_until.value_or(now), b.candidate.zone))}});
    case booking_state::confirmed:
      return now >= b.end && !own_report(b) ? language.say("We hope it was useful.") : "";
    case booking_state::cancelled:
      return cancelled_sentence(language, b);
    case booking_state::expired:
      return language.say("The address was not confirmed in time, so the slot is free again. You can book anew.");
    case booking_state::candidate_no_show:
      return language.say("We were told that you did not come. If that is wrong, please write to us.");
    case booking_state::volunteer_no_show:
      return language.say("We were told that your interviewer did not come. We are sorry. Please book another time.");
    case booking_state::completed:
      break;
  }
  return "";
}

std::string done_words(words const& language, std::string_view what) {
  return text_of(language, deeds, what);
}

std::string told_presence(words const& language, booking const& b, std::string const& volunteer, instant now) {
  auto const* const told = own_report(b);
  if (told == nullptr) return "";
  auto const you = told->candidate ? own_presence(language, *told->candidate) : "";
  auto const them = told->volunteer ? their_presence(language, *told->volunteer, volunteer) : "";
  auto const both = language.say("{you}; {them}", {{"you", you}, {"them", them}});
  auto const what = you.empty() ? them : them.empty() ? you : both;
  auto const sentence = language.say("You told us: {what}.", {{"what", what}});
  if (!may_report_presence(b, now)) return sentence;
  auto const until = time_text(language).day(zoned(report_until(b), b.candidate.zone).at);
  return sentence + " " + language.say("You can correct it until {date}.", {{"date", until}});
}

std::string lateness_words(words const& language, lateness const& told, late_side const& side) {
  time_text const text(language);
  auto const at = zoned(told.at, side.zone);
  auto const when = text.time(at.at) + " (" + text.zone(at) + ")";
  auto const late = text.duration(told.late);
  if (side.name.empty())
    return language.say("You said at {time}: about {late} late.", {{"time", when}, {"late", late}});
  return language.say("{name} said at {time}: about {late} late. Please wait.",
                      {{"name", side.name}, {"time", when}, {"late", late}});
}

std::string history_words(words const& language, history_line const& line) {
  auto const event = text_of(language, events, line.what);
  auto const by = by_whom(language, line.by);
  auto const& shown = event.empty() ? line.what : event;
  return by.empty() ? shown : language.say("{event}, {by}", {{"event", shown}, {"by", by}});
}

std::string editor_words(words const& language, std::optional<editor> choice) {
  if (!choice) return language.say("Either is fine");
  return *choice == editor::own_machine ? language.say("On my own machine, sharing the screen")
                                        : language.say("In a shared editor in the browser");
}

std::string reason_words(words const& language, cancel_reason reason) {
  switch (reason) {
    case cancel_reason::conflict:
      return language.say("Something else came up");
    case cancel_reason::illness:
      return language.say("I am ill");
    case cancel_reason::found_a_job:
      return language.say("I found a job");
    case cancel_reason::not_ready:
      return language.say("I do not feel ready yet");
    case cancel_reason::other:
      break;
  }
  return language.say("Another reason");
}

}  // namespace rehearse
