// What is written is read back as it was, whatever stands in its texts.
#include "scheduler/documents/interview_type_document.hpp"
#include "scheduler/documents/policy_document.hpp"
#include "scheduler/documents/preparation_document.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/policies_table.hpp"
#include "scheduler/storage/programme_table.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "tests/storage/samples.hpp"

#include <tuple>

namespace rehearse::storage::test {
namespace {

class RoundTrip : public table {};

auto all_of(volunteer const& v) {
  return std::tie(v.id, v.name, v.email, v.zone, v.locale, v.headline, v.bio, v.pronouns, v.spoken, v.languages,
                  v.topics, v.interview_types, v.editors, v.unfamiliar_languages, v.meeting_url, v.editor_url,
                  v.reminders, v.status, v.feed_generation, v.revision);
}

auto all_of(mail const& m) {
  return std::tie(m.id, m.kind, m.to, m.recipient, m.booking, m.volunteer, m.booking_sequence, m.detail, m.urgent,
                  m.written_at, m.due, m.useless_after, m.state, m.attempts, m.leased_until, m.leased_by, m.settled_at,
                  m.smtp_code, m.answer);
}

auto all_of(cancellation const& c) {
  return std::tie(c.by, c.at, c.late, c.reason, c.message);
}

void expect_same(booking const& a, booking const& b) {
  auto const row = [](booking const& x) {
    return std::tie(x.id, x.state, x.sequence, x.revision, x.reference, x.interview_type, x.start, x.end, x.volunteer,
                    x.email_confirmed, x.new_email, x.meeting_url, x.editor_url, x.attends, x.policy_id, x.rules,
                    x.reschedules, x.undeliverable, x.token_generation, x.confirm_generation, x.held_until, x.made_at);
  };
  auto const people = [](booking const& x) {
    return std::tie(x.candidate.name, x.candidate.email, x.candidate.zone, x.candidate.locale, x.agreed.candidate,
                    x.agreed.candidate_zone, x.agreed.volunteer, x.agreed.volunteer_zone, x.agreed.tzdata,
                    x.agreed_to.job_leads);
  };
  EXPECT_TRUE(row(a) == row(b));
  EXPECT_TRUE(people(a) == people(b));
  EXPECT_EQ(write_preparation(a.prepared), write_preparation(b.prepared));
  ASSERT_EQ(a.cancelled.has_value(), b.cancelled.has_value());
  EXPECT_TRUE(!a.cancelled || all_of(*a.cancelled) == all_of(*b.cancelled));
  ASSERT_EQ(a.history.size(), b.history.size());
  for (std::size_t i = 0; i < a.history.size(); ++i) {
    EXPECT_EQ(a.history[i].at, b.history[i].at);
    EXPECT_EQ(a.history[i].by, b.history[i].by);
    EXPECT_EQ(a.history[i].what, b.history[i].what);
  }
  ASSERT_EQ(a.presence_reports.size(), b.presence_reports.size());
  for (std::size_t i = 0; i < a.presence_reports.size(); ++i) {
    EXPECT_EQ(a.presence_reports[i].candidate, b.presence_reports[i].candidate);
    EXPECT_EQ(a.presence_reports[i].volunteer, b.presence_reports[i].volunteer);
  }
}

TEST_F(RoundTrip, KeepsEveryMemberOfAVolunteer) {
  for (int i = 0; i < 50; ++i) {
    auto v = add_volunteer();
    EXPECT_TRUE(all_of(find(*db_, v.id).value()) == all_of(v));

    auto changed = some_volunteer(d_);
    changed.id = v.id;
    changed.status = volunteer_status::paused;
    update(*db_, changed);

    EXPECT_TRUE(all_of(find(*db_, v.id).value()) == all_of(changed));
    EXPECT_TRUE(all_of(volunteer_of_address(*db_, changed.email).value()) == all_of(changed));
  }
}

TEST_F(RoundTrip, KeepsEveryMemberOfABooking) {
  auto const who = add_volunteer();
  add_booking(who);
  for (int i = 0; i < 50; ++i) {
    auto b = some_booking(d_, who.id, type_);
    insert(*db_, b);
    expect_same(find(*db_, b.id).value(), b);

    auto changed = some_booking(d_, add_volunteer().id, type_);
    changed.id = b.id;
    changed.history = b.history;
    changed.history.push_back({d_.time(), party::organizer, "cancelled"});
    changed.presence_reports.push_back({party::volunteer, presence::did_not_come, presence::trouble, d_.time()});
    update(*db_, changed);

    expect_same(find(*db_, b.id).value(), changed);
  }
}

TEST_F(RoundTrip, KeepsEveryMemberOfAMail) {
  auto const b = add_booking(add_volunteer());
  for (int i = 0; i < 50; ++i) {
    auto m = some_mail(d_);
    if (d_.flag()) m.booking = b.id;
    if (d_.flag()) m.volunteer = b.volunteer;
    insert(*db_, m);
    EXPECT_TRUE(all_of(find(*db_, m.id).value()) == all_of(m));
  }
}

TEST_F(RoundTrip, KeepsInterviewTypesPoliciesAndTheProgramme) {
  auto t = some_type(d_);
  insert(*db_, t);
  auto const found = find_interview_type(*db_, t.id).value();
  EXPECT_EQ(write_interview_type(found), write_interview_type(t));
  EXPECT_EQ(found.revision, t.revision);

  named_policy p{"gentle", some_policy(d_), 3};
  insert(*db_, p);
  EXPECT_EQ(find_policy(*db_, "gentle").value().rules, p.rules);
  EXPECT_EQ(all_policies(*db_).size(), 2u);

  auto settings = find_programme(*db_);
  settings.welcome = d_.text();
  settings.meeting_url_template = "https://meet.example.org/{room}";
  settings.revision = 7;
  update(*db_, settings);
  EXPECT_EQ(find_programme(*db_).welcome, settings.welcome);
  EXPECT_EQ(find_programme(*db_).meeting_url_template, settings.meeting_url_template);
  EXPECT_EQ(find_programme(*db_).revision, 7);
}

TEST_F(RoundTrip, ThePolicyThatExistsFromTheStartIsTheDefaultOne) {
  EXPECT_EQ(find_policy(*db_, "standard").value().rules, policy{});
  EXPECT_EQ(find_programme(*db_).default_policy, "standard");
}

TEST_F(RoundTrip, ChangingWhatIsNotThereIsABug) {
  EXPECT_THROW(update(*db_, some_volunteer(d_)), std::logic_error);
  EXPECT_THROW(update(*db_, some_booking(d_, d_.id<volunteer_id>(), type_)), std::logic_error);
  EXPECT_THROW(update(*db_, named_policy{"nowhere", {}, 1}), std::logic_error);
}

TEST_F(RoundTrip, AnAddressBelongsToOneVolunteer) {
  auto const first = add_volunteer();
  auto second = some_volunteer(d_);
  second.email = first.email;

  EXPECT_THROW(alone([&] { insert(*db_, second); }), constraint_broken);
}

}  // namespace
}  // namespace rehearse::storage::test
