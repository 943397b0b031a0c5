// Who gives the interview where nobody was named, and what is offered in place of a start that is not free.
#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {
namespace {

using starts_and_names = std::vector<std::pair<instant, std::string>>;

std::vector<alternative> instead_of(world& w, book_slot_request const& asked) {
  EXPECT_EQ(code_of(w.book(asked)), errc::slot_unavailable);
  return w.read([&](store& s) { return alternatives_to(s, asked, w.now()); });
}

starts_and_names offered(world& w, book_slot_request const& asked) {
  starts_and_names found;
  for (auto const& a : instead_of(w, asked)) found.emplace_back(a.start, a.volunteer_name);
  return found;
}

book_slot_request as(book_slot_request asked, std::string const& email) {
  asked.candidate.email = email;
  return asked;
}

TEST(SlotChoice, GivesTheOneWithTheFewestInterviewsAround) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00");
  auto bob = w.volunteer("Bob").open("daily 09:00-18:00");
  ASSERT_TRUE(w.book(ada, "2026-11-05T09:00:00Z"));

  auto const b = w.book(w.request("2026-11-09T09:00:00Z")).value();

  EXPECT_EQ(b.volunteer, bob.id);
}

TEST(SlotChoice, GivesTheOneIdleLongestAmongEquals) {
  world w;
  auto ada = w.volunteer("Ada").open("daily 09:00-18:00");
  auto bob = w.volunteer("Bob").open("daily 09:00-18:00");
  ASSERT_TRUE(w.book(ada, "2026-11-04T09:00:00Z"));
  ASSERT_TRUE(w.book(bob, "2026-11-03T09:00:00Z"));
  w.go_to("2026-11-06T08:00:00Z");

  auto const b = w.book(w.request("2026-11-09T09:00:00Z")).value();

  EXPECT_EQ(b.volunteer, bob.id);
}

TEST(SlotChoice, PassesOverThoseWhoAreNotFree) {
  world w;
  w.volunteer("Ada").open("Tue 09:00-18:00");
  auto bob = w.volunteer("Bob").open("Mon 09:00-18:00");
  auto eve = w.volunteer("Eve").open("Mon 09:00-18:00");
  ASSERT_TRUE(w.book(eve, "2026-11-09T09:00:00Z"));

  EXPECT_EQ(w.book(as(w.request("2026-11-09T09:00:00Z"), "a@example.org"))->volunteer, bob.id);
  EXPECT_EQ(code_of(w.book(as(w.request("2026-11-09T09:00:00Z"), "b@example.org"))), errc::slot_unavailable);
}

TEST(SlotChoice, FiltersByMatchEditorAndLanguage) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-18:00").is([](volunteer& v) {
    v.topics = {"graphs"};
    v.spoken = {"en", "fr-CA"};
    v.languages = {"go"};
    v.unfamiliar_languages = false;
    v.editors = {editor::own_machine};
  });
  auto by_topic = w.request("2026-11-09T09:00:00Z");
  by_topic.asked.topic = "trees";
  auto by_spoken = w.request("2026-11-09T09:00:00Z");
  by_spoken.asked.spoken = "de";
  auto by_language = w.request("2026-11-09T09:00:00Z");
  by_language.prepared.programming_language = "Rust";
  auto by_editor = w.request("2026-11-09T09:00:00Z");
  by_editor.prepared.editor_choice = editor::shared_editor;
  auto fitting = w.request("2026-11-09T09:00:00Z");
  fitting.asked = {"Go", "graphs", "fr", editor::own_machine};

  for (auto const& asked : {by_topic, by_spoken, by_language, by_editor}) {
    EXPECT_TRUE(offered(w, asked).empty()) << "nobody fits";
  }
  EXPECT_EQ(w.book(fitting)->volunteer, ada.id);
}

TEST(SlotChoice, OffersTheSameInstantWithOthersFirstAndThenTheNearestStarts) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-14:00");
  w.volunteer("Bob").open("Mon 10:00-11:00");
  ASSERT_TRUE(w.book(ada, "2026-11-09T10:00:00Z"));

  auto const asked = as(w.request(ada, "2026-11-09T10:00:00Z"), "b@example.org");

  EXPECT_EQ(offered(w, asked), (starts_and_names{{at("2026-11-09T10:00:00Z"), "Bob"},
                                                 {at("2026-11-09T09:00:00Z"), "Ada"},
                                                 {at("2026-11-09T11:00:00Z"), "Ada"}}));
}

TEST(SlotChoice, OffersWhatIsNearestWhoeverGivesIt) {
  world w;
  auto ada = w.volunteer("Ada").open("Wed 09:00-10:00");
  w.volunteer("Bob").open("Mon 11:00-12:00");

  auto const asked = w.request(ada, "2026-11-09T09:00:00Z");

  EXPECT_EQ(offered(w, asked).front(), (std::pair{at("2026-11-09T11:00:00Z"), std::string("Bob")}));
}

TEST(SlotChoice, OffersEachStartOnceOfWhomeverToThoseWhoNamedNobody) {
  world w;
  w.volunteer("Ada").open("Mon 09:00-11:00");
  w.volunteer("Bob").open("Mon 10:00-12:00");

  auto const asked = w.request("2026-11-09T08:30:00Z");

  EXPECT_EQ(offered(w, asked), (starts_and_names{{at("2026-11-09T09:00:00Z"), "Ada"},
                                                 {at("2026-11-09T10:00:00Z"), "Ada"},
                                                 {at("2026-11-09T11:00:00Z"), "Bob"}}));
}

TEST(SlotChoice, LooksFurtherWhereNothingIsNear) {
  world w;
  auto hours = open_hours("", "UTC");
  hours.overrides = {{date::local_days{date::year{2026} / 12 / 20}, {}, override_mode::add, {{9h, 10h}}}};
  auto ada = w.volunteer("Ada").publish(hours);

  auto const asked = w.request(ada, "2026-11-09T08:30:00Z");

  EXPECT_EQ(offered(w, asked), (starts_and_names{{at("2026-12-20T09:00:00Z"), "Ada"}}));
}

TEST(SlotChoice, OffersOnlyWhatCanBeBooked) {
  world w;
  auto ada = w.volunteer("Ada").open("Mon 09:00-12:00", "America/New_York");
  w.volunteer("Bob").open("daily 22:00-03:00", "Asia/Tokyo");
  w.policy([](policy& p) {
    p.max_open_bookings.reset();
    p.max_bookings.reset();
  });

  for (int i = 0, people = 0; i < 10; ++i) {
    for (auto const& a : instead_of(w, w.request(ada, "2026-11-09T13:00:00Z"))) {
      auto asked = as(w.request("2026-11-09T13:00:00Z"), "c" + std::to_string(people++) + "@example.org");
      asked.start = a.start;
      asked.volunteer = a.volunteer;
      EXPECT_TRUE(w.book(asked)) << i;
    }
  }
}

}  // namespace
}  // namespace rehearse::test
