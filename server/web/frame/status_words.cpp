#include "server/web/frame/status_words.hpp"

#include "server/auth/problem_table.hpp"

namespace rehearse {
namespace {

struct row {
  int status;
  char const* title;
  char const* sentence;
};

// By status: what most refusals of pages need.
constexpr row by_status[] = {
    {400, catalogued("This could not be read"),
     catalogued("Something got lost on the way. Please go back, open the page again, and send it once more.")},
    {401, catalogued("Please sign in"), catalogued("This page is for people who are signed in.")},
    {403, catalogued("Your account cannot open this"),
     catalogued("Your account may not open or change this. If you think it should, write to the programme.")},
    {404, catalogued("There is nothing here"),
     catalogued("Perhaps the address was not copied completely, or what stood here is gone.")},
    {405, catalogued("This cannot be opened like that"),
     catalogued("This address only takes a form that is sent to it. Please start from the page with the form.")},
    {406, catalogued("Not available in that form"), catalogued("Your program asked for a format that we do not have.")},
    {408, catalogued("That took too long"),
     catalogued("The connection was too slow, so we did not get everything. Nothing was changed. Please try again.")},
    {409, catalogued("This is not possible now"),
     catalogued("Something changed meanwhile. Please open the page again, and look at it once more.")},
    {410, catalogued("This link does not work any more"),
     catalogued("It was used already, or its time has passed. We gladly send you a new one.")},
    {411, catalogued("This could not be read"),
     catalogued("The request did not say how long it is. A browser does this by itself: please try another one.")},
    {412, catalogued("It was changed meanwhile"),
     catalogued("Somebody changed this after you opened it. Please open the page again, then make your change.")},
    {413, catalogued("That is too much text"),
     catalogued("All that you type into one page may have some 60,000 letters at most, and one text 5,000. Nothing was "
                "saved. What you typed is still on the page before: press the Back button of your browser, and make it "
                "shorter.")},
    {414, catalogued("This address is too long"),
     catalogued("The address of a page may have some 8,000 characters at most. Please start from the first page.")},
    {415, catalogued("This form cannot be read"),
     catalogued("It was not sent as a browser sends a form. Please open the page again, and send it from there.")},
    {417, catalogued("Your program asks for something we cannot do"),
     catalogued("It expects an answer that we do not give. A browser does not do this: please try another one.")},
    {422, catalogued("Something in it is not right"),
     catalogued("Please go back, and look at what you typed once more.")},
    {428, catalogued("Please open the page again"), catalogued("Then make your change once more.")},
    {429, catalogued("Too many requests for now"),
     catalogued("Too much came from your connection at once. Nothing is lost. Please wait one minute, then go on.")},
    {431, catalogued("Your browser sends too much"),
     catalogued(
         "Too much stands in the head of the request, often in cookies. Deleting the cookies of this site helps.")},
    {500, catalogued("Something went wrong here"),
     catalogued("This is our fault, and it is noted. Nothing was changed. Please try again in some minutes.")},
    {501, catalogued("Your program asks for something we cannot do"),
     catalogued("It asks in a way that we do not know. Please use a browser.")},
    {503, catalogued("Not right now"),
     catalogued("We are very busy, or are just starting again. Nothing was saved. Please try again in a few seconds.")},
    {505, catalogued("Your program asks for something we cannot do"),
     catalogued("It speaks a version of HTTP that we do not. Please use a newer browser.")},
};

struct coded_row {
  errc code;
  row shown;
};

// Those that have more to say than their status.
constexpr coded_row by_code[] = {
    {errc::slot_unavailable,
     {409, catalogued("This time is not free any more"), catalogued("Please go back and choose another time.")}},
    {errc::booking_limit,
     {409, catalogued("No more interviews for now"),
      catalogued("No more interviews can be booked with this address for now. We sent a mail to it that tells why, and "
                 "how to reach a person.")}},
    {errc::already_started,
     {409, catalogued("The interview has started"),
      catalogued("The interview has started already, so this cannot be done any more.")}},
    {errc::outcome_unknown,
     {503, catalogued("We do not know whether this worked"),
      catalogued(
          "Our database was lost in the middle of it. Please go back and send it once more: nothing is done twice.")}},
    {errc::idempotency_running,
     {409, catalogued("Please wait a moment"),
      catalogued("The same form was sent a moment ago, and is being worked on. Please look into your mail.")}},
    {errc::idempotency_mismatch,
     {422, catalogued("This form was sent before"),
      catalogued(
          "The interview from it is booked, and the link to change it is in your mail. To book one more, choose a "
          "time again.")}},
};

row const& row_of_status(int status) {
  for (auto const& each : by_status)
    if (each.status == status) return each;
  return row_of_status(status < 500 ? 400 : 500);
}

spoken said(words const& language, row const& r) {
  return {language.say(r.title), language.say(r.sentence)};
}

}  // namespace

spoken words_for(words const& language, errc code) {
  for (auto const& each : by_code)
    if (each.code == code) return said(language, each.shown);
  return words_for_status(language, kind_of(code).status);
}

std::string nothing_saved(words const& language) {
  return language.say("Nothing has been saved. Please press the button again in a moment.");
}

spoken words_for_status(words const& language, int status) {
  return said(language, row_of_status(status));
}

}  // namespace rehearse
