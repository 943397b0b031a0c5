#include "server/web/frame/refusal_words.hpp"

#include "server/auth/problem_table.hpp"
#include "server/web/frame/status_words.hpp"

#include <optional>

namespace rehearse {
namespace {

struct worded {
  errc code;
  char const* text;
};
constexpr worded refusals[] = {
    {errc::slot_unavailable, catalogued("This time is not free any more. Please choose another one.")},
    {errc::booking_limit,
     catalogued("No more interviews can be booked with this address for now. We sent a mail to it that tells why, and "
                "how to reach a person.")},
    {errc::already_started, catalogued("The interview has started already, so this cannot be done any more.")},
    {errc::reschedule_too_late,
     catalogued(
         "It is too late to move this interview. You can still cancel it, which is far better than not coming.")},
    {errc::reschedule_limit,
     catalogued("This interview was moved as often as it can be. You can still cancel it and book another time.")},
    {errc::open_bookings,
     catalogued("Some interviews are still to come. Hand them on to somebody, or cancel them first.")},
    {errc::wrong_state, catalogued("This cannot be done with this booking any more.")},
    {errc::too_often,
     catalogued("This was done as often as it can be with one booking, since each time sends a mail. Please cancel it "
                "and book again, or write to us.")},
    {errc::too_many_requests,
     catalogued("This address was mailed very often within the last hour. Please try again in an hour.")},
    {errc::too_early,
     catalogued("It is too early for this. That you run late can be said from two hours before the start, and who came "
                "from ten minutes after it.")},
    {errc::precondition_failed,
     catalogued("The booking was changed meanwhile. Please look at it again, then save your change.")},
    {errc::link_expired, catalogued("The time to confirm has passed, and the slot is free again for everybody.")},
};

struct worded_field {
  char const* name;
  char const* text;
};
constexpr worded_field fields[] = {
    {"name", catalogued("Please tell us your name, in one line.")},
    {"email", catalogued("Please give your email address, for example adaeze@example.org.")},
    {"zone", catalogued("Please type a big city that has the same time as you, such as Lagos.")},
    {"start", catalogued("Please choose a time.")},
    {"goal", catalogued("Your goal may have at most 5,000 characters.")},
    {"accessibility", catalogued("What you need may have at most 5,000 characters.")},
    {"programming_language",
     catalogued("This interviewer does not take interviews in that programming language. Choose another, or leave it "
                "empty.")},
    {"editor", catalogued("This interviewer does not offer that way to write code. Please choose the other one.")},
    {"message", catalogued("The message may have at most 5,000 characters.")},
};

// What the rules say to programs, and what a person reads instead: by how it begins.
constexpr worded_field details[] = {
    {"This member is required", catalogued("Please fill this in.")},
    {"Must be the name of an IANA time zone", catalogued("Please choose a place from the list.")},
    {"Must name at least one of mon", catalogued("Please choose at least one day.")},
    {"Must be a time of day", catalogued("Please write a time such as 18:30.")},
    {"Must differ from `from`",
     catalogued(
         "The end must differ from the beginning. 24:00 is the end of the day; an earlier time is one of the next "
         "day.")},
    {"Must be a date that exists", catalogued("Please choose a date.")},
    {"Another override already replaces", catalogued("Another exception already has other hours for this date.")},
    {"Must not lie within another journey",
     catalogued("Two journeys must not overlap. The day you are back may be the first day of the next one.")},
    {"Must be a language tag", catalogued("Please write names or codes of languages, such as English, Igbo or pt-BR.")},
    {"Must name own_machine", catalogued("Please choose at least one way to write code.")},
    {"Must be an http or https URL", catalogued("Please give a link that begins with https://")},
    {"Must be a link", catalogued("Please give a link that begins with https://, or leave it empty.")},
    {"Must be one line", catalogued("Please write this in one line.")},
    {"Must not be empty", catalogued("Please fill this in.")},
};

// Those with numbers or dates in them, by the texts around these; `second` may be all that is left.
struct detail_with_values {
  std::string_view before, between, after;
  char const* text;
};
constexpr detail_with_values details_with_values[] = {
    {"Must be from ", " to ", ".", catalogued("This may be from {first} to {second}.")},
    {"Must be a whole number from ", " to ", ".", catalogued("This may be a whole number from {first} to {second}.")},
    {"Must have at most ", " characters", ".", catalogued("Please write at most {first} characters.")},
    {"Must not be after ", ".", "", catalogued("Please choose a date until {first}.")},
    {"Must be after ", ":", "", catalogued("Please choose a date after {first}.")},
};

std::optional<std::string> said_with_values(words const& language, detail_with_values const& row,
                                            std::string_view detail) {
  if (!detail.starts_with(row.before)) return std::nullopt;
  detail.remove_prefix(row.before.size());
  auto const middle = detail.find(row.between);
  if (middle == detail.npos) return std::nullopt;
  std::string const first(detail.substr(0, middle));
  auto const rest = detail.substr(middle + row.between.size());
  std::string const second(rest.substr(0, rest.rfind(row.after)));
  if (std::string_view(row.text).find("{second}") == std::string_view::npos)
    return language.say(row.text, {{"first", first}});
  return language.say(row.text, {{"first", first}, {"second", second}});
}

constexpr std::string_view answers_at = "/preparation/answers/";

std::string last_part(std::string const& pointer) {
  return pointer.substr(pointer.rfind('/') + 1);
}

}  // namespace

std::string sentence_of(page_call const& c, refusal const& why) {
  for (auto const& row : refusals)
    if (row.code == why.code) return c.say(row.text);
  return words_for(c.language, why.code).sentence;
}

std::string sentence_of(page_call const& c, field_error const& mistake) {
  if (mistake.pointer.starts_with(answers_at)) return c.say("Please answer this question.");
  for (auto const& row : fields)
    if (row.name == last_part(mistake.pointer)) return c.say(row.text);
  return plain_detail(c.language, mistake.detail);
}

std::string plain_detail(words const& language, std::string const& detail) {
  for (auto const& row : details)
    if (detail.starts_with(row.name)) return language.say(row.text);
  for (auto const& row : details_with_values)
    if (auto const said = said_with_values(language, row, detail)) return *said;
  return detail;
}

void take_refusal(page_call const& c, form& sent, refusal const& why) {
  if (why.errors.empty()) return sent.mistake("", sentence_of(c, why));
  for (auto const& e : why.errors) {
    auto const prefix = e.pointer.starts_with(answers_at) ? "answer_" : "";
    sent.mistake(prefix + last_part(e.pointer), sentence_of(c, e));
  }
}

}  // namespace rehearse
