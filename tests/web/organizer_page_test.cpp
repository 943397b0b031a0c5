// Trouble with mail, on the page of whoever can do something about it.
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

struct OrganizerPage : ::testing::Test {
  OrganizerPage() {
    w.write([&](store& s) { return make_api_token(s, token_role::organizer, "olu@example.org", w.now()); }).value();
    for (auto const& m : w.outbox()) settle(m, mail_state::sent);
    v.sign_in("olu@example.org");
    for (auto const& m : w.outbox()) settle(m, mail_state::sent);
  }
  void settle(mail const& m, mail_state state, std::string const& answer = "") {
    w.write([&](store& s) { storage::settle(s.db(), m.id, {state, 550, answer, w.now()}); });
  }
  mail confirmation(party to) {
    for (auto const& m : w.outbox(mail_kind::booking_confirmation))
      if (m.to == to) return m;
    throw std::logic_error("no confirmation");
  }
  std::string retry(mail const& m) { return "/organizer/mail/" + m.id.text + "/retry"; }

  world w;
  somebody ada = w.volunteer("Ada").open("daily 00:00-24:00", "Europe/Paris");
  web_server server{w};
  visitor v{server};
};

constexpr auto all_well = "All mail is leaving as it should.";

TEST_F(OrganizerPage, SaysThatAllMailLeavesWhereItDoes) {
  w.book(ada, "2026-11-09T08:00:00Z").value();

  auto const page = v.get("/organizer");
  EXPECT_TRUE(shows(page, all_well));
  EXPECT_FALSE(shows(page, "Try again"));
}

TEST_F(OrganizerPage, ShowsWhatFailedOrIsUncertainWithTheLastAnswerOfTheServer) {
  auto const b = w.book(ada, "2026-11-09T08:00:00Z").value();
  settle(confirmation(party::candidate), mail_state::failed, "550 5.1.1 <no> such user");
  settle(confirmation(party::volunteer), mail_state::uncertain, "timed out");

  auto const page = v.get("/organizer");
  EXPECT_FALSE(shows(page, all_well));
  for (auto const* text :
       {"Not delivered: 1", "May or may not have arrived: 1", "That an interview is booked", "The candidate",
        "The volunteer", "550 5.1.1 &lt;no&gt; such user", "timed out", "Try again"})
    EXPECT_TRUE(shows(page, text)) << text;
  EXPECT_TRUE(shows(page, "/volunteer/interviews/" + b.id.text));
  for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << fault;
}

TEST_F(OrganizerPage, TriesOneAgainByItsButtonAndOnlyOnce) {
  w.book(ada, "2026-11-09T08:00:00Z").value();
  auto const m = confirmation(party::candidate);
  settle(m, mail_state::failed, "550 no");

  v.get("/organizer");
  EXPECT_EQ(v.post_without_csrf(retry(m), {}).status, 403);
  auto const first = v.post(retry(m), {});
  EXPECT_EQ(first.status, 303);
  EXPECT_EQ(where(first), "/organizer?done=retry#mail");
  EXPECT_EQ(confirmation(party::candidate).state, mail_state::waiting);

  auto const second = v.post(retry(m), {});
  EXPECT_EQ(second.status, 409);
  EXPECT_TRUE(shows(second, "This mail cannot be tried again"));
  EXPECT_EQ(v.post("/organizer/mail/mail_gone/retry", {}).status, 404);
}

TEST_F(OrganizerPage, ShowsWhatWaitsForTooLongAndWhatIsTriedAgain) {
  w.book(ada, "2026-11-09T08:00:00Z").value();
  auto const refused = confirmation(party::candidate);
  w.write([&](store& s) {
    storage::count_attempts(s.db(), refused.id, 3);
    storage::postpone(s.db(), refused.id, w.now() + 2h, 451, "451 greylisted");
  });
  EXPECT_TRUE(shows(v.get("/organizer"), "Waiting for longer than they should: 1")) << "the one that was refused";

  w.advance(6min);
  auto const page = v.get("/organizer");
  for (auto const* text : {"Waiting for longer than they should: 2", "451 greylisted", "Next attempt",
                           "Should have left already", "the first since Monday 2 November 2026"})
    EXPECT_TRUE(shows(page, text)) << text;
  EXPECT_FALSE(shows(page, "Try again")) << "they are tried by themselves";
}

TEST_F(OrganizerPage, SaysThatMailIsHeld) {
  w.write([&](store& s) { hold_mail(s, organizer(), w.now()); });

  EXPECT_TRUE(shows(v.get("/organizer"), "All mail is held"));
}

TEST_F(OrganizerPage, LeadsThroughAllTroubledMailsByCursor) {
  for (int i = 0; i < 15; ++i) {
    auto asked = w.request(ada, to_text(w.now() + 24h * 7 + hours(2 * i)));
    asked.candidate.email = "c" + std::to_string(i) + "@example.org";
    w.book(asked).value();
  }
  for (auto const& m : w.outbox(mail_kind::booking_confirmation)) settle(m, mail_state::failed, "no " + m.id.text);

  auto const first = std::string(v.get("/organizer").content());
  auto const begin = first.find("/organizer?mail_after=");
  ASSERT_NE(begin, first.npos);
  auto const rest = std::string(v.get(first.substr(begin, first.find('#', begin) - begin)).content());
  for (auto const& m : w.outbox(mail_kind::booking_confirmation)) {
    auto const answer = "no " + m.id.text;
    EXPECT_NE(first.find(answer) == first.npos, rest.find(answer) == rest.npos) << "each on one page";
  }
  EXPECT_EQ(rest.find("More mails in trouble"), rest.npos);
}

}  // namespace
}  // namespace rehearse::test
