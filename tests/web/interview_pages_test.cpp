#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

// Ada gives Chidi an interview on Monday 9 November, 09:00 in Paris; she is signed in.
struct agreed {
  world w;
  somebody ada = ask_for_level(w).open("Mon 09:00-12:00", "Europe/Paris");
  booking made = w.book(asked()).value();
  web_server server{w};
  visitor v{server};

  agreed() { v.sign_in("ada@example.org"); }

  // A type that asks for the level.
  static somebody ask_for_level(world& w) {
    w.write([&](store& s) {
       auto type = read_interview_type(s, "coding-60").value();
       type.intake = {{"level", "Your level", intake_kind::choice, {"junior", "senior"}, true}};
       return change_interview_type(s, organizer(), type, {}, w.now());
     }).value();
    return w.volunteer("Ada");
  }

  book_slot_request asked() {
    auto request = w.request(ada, "2026-11-09T08:00:00Z");
    request.prepared.goal = "Graphs & trees";
    request.prepared.accessibility = "Please speak slowly";
    request.prepared.format = {"captions"};
    request.prepared.answers = {{"level", "senior"}};
    return request;
  }
  std::string path(std::string const& deed = "") const { return "/volunteer/interviews/" + made.id.text + deed; }
  booking now_there() {
    return w.read([&](store& s) { return read_booking(s, organizer(), made.id, w.now()); }).value();
  }
};

// Where the link with those words leads.
std::string link_behind(http::response const& page, std::string const& words) {
  auto const text = std::string(page.content());
  auto const end = text.find("\">" + words + "</a>");
  auto const begin = text.rfind("href=\"", end) + 6;
  if (end == text.npos) return "";
  auto link = text.substr(begin, end - begin);
  for (auto at = link.find("&amp;"); at != link.npos; at = link.find("&amp;")) link.replace(at, 5, "&");
  return link;
}

}  // namespace

TEST(InterviewPages, ShowBothTimesAndThePreparation) {
  agreed a;

  auto const one = a.v.get(a.path());
  for (auto const& page : {a.v.get("/volunteer/interviews"), one}) {
    EXPECT_EQ(page.status, 200);
    for (auto const* text : {"coding-60 with Chidi", "Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Europe/Paris)",
                             "Monday 9 November 2026, 09:00–10:00 (UTC+01:00, Africa/Lagos)", "Graphs &amp; trees"})
      EXPECT_TRUE(shows(page, text)) << text;
    for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << fault;
  }
  for (auto const* text : {"Please speak slowly", "captions", "Your level", "senior"})
    EXPECT_TRUE(shows(one, text)) << text;
}

TEST(InterviewPages, ComeAPageAtATimeInEachList) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon-Sun 00:00-24:00", "UTC");
  for (int day = 3; day < 28; ++day) {
    auto request = w.request(ada, (day < 10 ? "2026-11-0" : "2026-11-") + std::to_string(day) + "T09:00:00Z");
    request.candidate.name = "Candidate " + std::to_string(day);
    request.candidate.email = "c" + std::to_string(day) + "@example.org";
    auto const made = w.book(request).value();
    if (day == 27)
      w.write([&](store& s) {
         return cancel_booking(s, organizer(), {made.id, cancel_reason::other, ""}, w.now());
       }).value();
  }
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");

  auto const first = v.get("/volunteer/interviews");
  auto const second = v.get(link_behind(first, "Later ones"));

  EXPECT_TRUE(shows(first, "with Candidate 3<"));
  EXPECT_TRUE(shows(first, "with Candidate 22<"));
  EXPECT_FALSE(shows(first, "with Candidate 23<"));
  EXPECT_TRUE(shows(second, "with Candidate 23<"));
  EXPECT_TRUE(shows(second, "with Candidate 26<"));
  EXPECT_FALSE(shows(second, "with Candidate 27<"));
  EXPECT_FALSE(shows(second, "Past"));
  EXPECT_TRUE(shows(first, "Cancelled interviews</h2>"));
  EXPECT_TRUE(shows(first, "with Candidate 27<"));

  w.go_to("2026-11-28T09:00:00Z");
  auto const past = v.get("/volunteer/interviews");
  EXPECT_TRUE(shows(past, "No interview is agreed at the moment"));
  EXPECT_TRUE(shows(v.get(link_behind(past, "Earlier ones")), "with Candidate 3<"));
}

TEST(InterviewPages, AreNobodyElses) {
  agreed a;
  a.w.volunteer("Bob");
  visitor bob(a.server);
  bob.sign_in("bob@example.org");

  EXPECT_EQ(bob.get(a.path()).status, 404);
  EXPECT_EQ(bob.post(a.path("/cancel"), {{"reason", "other"}}).status, 404);
  EXPECT_FALSE(shows(bob.get("/volunteer/interviews"), "Chidi"));
  EXPECT_EQ(bob.get("/organizer").status, 403);
}

TEST(InterviewPages, CancelWithTheButtonAndTellTheCandidate) {
  agreed a;

  EXPECT_EQ(a.v.post_without_csrf(a.path("/cancel"), {{"reason", "illness"}}).status, 403);
  auto const given = a.v.post(a.path("/cancel"), {{"reason", "illness"}, {"message", "Sorry!"}});

  EXPECT_EQ(where(given), a.path() + "?done=cancelled");
  EXPECT_EQ(a.now_there().state, booking_state::cancelled);
  EXPECT_EQ(a.now_there().cancelled->reason, cancel_reason::illness);
  EXPECT_FALSE(a.w.outbox(mail_kind::cancellation).empty());
  auto const page = a.v.get(where(given));
  EXPECT_TRUE(shows(page, "The interview is cancelled"));
  EXPECT_TRUE(shows(page, "Cancelled</span> by you"));
  EXPECT_FALSE(shows(page, "Cannot make it?"));
  EXPECT_TRUE(shows(a.v.get("/volunteer/interviews"), "No interview is agreed at the moment"));
}

TEST(InterviewPages, KeepALongMessageThatIsRefused) {
  agreed a;
  std::string const long_message(5001, 'x');

  auto const given = a.v.post(a.path("/cancel"), {{"reason", "conflict"}, {"message", long_message}});

  EXPECT_EQ(given.status, 422);
  EXPECT_TRUE(shows(given, long_message + "</textarea>"));
  EXPECT_TRUE(shows(given, "<a href=\"#message\">"));
  EXPECT_EQ(a.now_there().state, booking_state::confirmed);
}

TEST(InterviewPages, ChangeThePlaceUnlessItWasChangedMeanwhile) {
  agreed a;
  auto const revision = value_of(a.v.get(a.path()), "revision");
  members const place{{"revision", revision}, {"meeting_url", "https://meet.example.org/x"}, {"editor_url", ""}};

  EXPECT_EQ(where(a.v.post(a.path("/place"), place)), a.path() + "?done=place");
  EXPECT_EQ(a.now_there().meeting_url, "https://meet.example.org/x");
  EXPECT_EQ(a.now_there().sequence, 1);

  members const other{{"revision", revision}, {"meeting_url", "https://meet.example.org/y"}, {"editor_url", ""}};
  auto const stale = a.v.post(a.path("/place"), other);
  EXPECT_EQ(stale.status, 412);
  EXPECT_EQ(value_of(stale, "meeting_url"), "https://meet.example.org/y");

  members const hostile{{"revision", value_of(stale, "revision")}, {"meeting_url", "javascript:alert(1)"}};
  auto const refused = a.v.post(a.path("/place"), hostile);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(shows(refused, "<a href=\"#meeting_url\">"));
}

TEST(InterviewPages, TellOfDelayAndPresenceInTheirTime) {
  agreed a;
  EXPECT_EQ(a.v.post(a.path("/running-late"), {{"minutes", "10"}}).status, 409);
  EXPECT_FALSE(shows(a.v.get(a.path()), "Running late?"));

  a.w.go_to("2026-11-09T07:50:00Z");
  EXPECT_TRUE(shows(a.v.get(a.path()), "Running late?"));
  EXPECT_TRUE(shows(a.v.get(a.path()), "Only the organizer sees the reason"));
  EXPECT_EQ(a.v.post(a.path("/running-late"), {{"minutes", "soon"}}).status, 422);
  EXPECT_EQ(where(a.v.post(a.path("/running-late"), {{"minutes", "10"}})), a.path() + "?done=late");
  EXPECT_EQ(a.w.outbox(mail_kind::running_late).size(), 1u);

  a.w.go_to("2026-11-09T09:05:00Z");
  EXPECT_EQ(a.v.post(a.path("/presence"), {}).status, 422);
  EXPECT_EQ(where(a.v.post(a.path("/presence"), {{"candidate", "came"}, {"volunteer", "came"}})),
            a.path() + "?done=presence");
  auto const reported = a.v.get(a.path());
  EXPECT_TRUE(shows(reported, "You reported</dt><dd>Candidate: came. You: came."));
  EXPECT_TRUE(shows(reported, "id=\"candidate\" value=\"came\" checked"));
  for (auto const& fault : faults_of_page(a.v.get(a.path()).content())) ADD_FAILURE() << fault;
}

}  // namespace rehearse::test
