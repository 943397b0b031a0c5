// Which mails leave, in which order, and who has them.
#include "scheduler/storage/outbox_table.hpp"
#include "tests/storage/samples.hpp"

namespace rehearse::storage::test {
namespace {

class Outbox : public table {
 protected:
  Outbox() : booked_(add_booking(add_volunteer())) {}

  mail write(mail_kind kind, instant due, bool urgent = false, party to = party::candidate) {
    auto m = some_mail(d_);
    m.kind = kind;
    m.to = to;
    m.booking = booked_.id;
    m.recipient = "";
    m.due = due;
    m.written_at = noon;
    m.urgent = urgent;
    insert(*db_, m);
    return m;
  }
  mail write_alone(instant due, bool urgent = false) {
    auto m = some_mail(d_);
    m.recipient = "chidi@example.org";
    m.due = due;
    m.written_at = noon;
    m.urgent = urgent;
    insert(*db_, m);
    return m;
  }
  std::vector<mail_id> claim(instant now, int limit = 100) {
    std::vector<mail_id> claimed;
    for (auto const& m : claim_due(*db_, {"me", now, now + 15min}, limit)) claimed.push_back(m.id);
    return claimed;
  }
  using ids = std::vector<mail_id>;

  booking booked_;
};

TEST_F(Outbox, WhatIsDueIsClaimedOnceUrgentFirstThenByDueTime) {
  auto const late = write_alone(noon);
  auto const early = write_alone(noon - 1h);
  auto const urgent = write_alone(noon, true);
  write_alone(noon + 1s);

  EXPECT_EQ(claim(noon), (ids{urgent.id, early.id, late.id}));
  EXPECT_EQ(claim(noon), ids{});
  EXPECT_EQ(find(*db_, late.id).value().attempts, 1);
  EXPECT_EQ(find(*db_, late.id).value().leased_by, "me");
}

TEST_F(Outbox, TheLimitHoldsOverBothKinds) {
  auto const urgent = write_alone(noon, true);
  auto const first = write_alone(noon - 2s);
  auto const second = write_alone(noon - 1s);

  EXPECT_EQ(claim(noon, 2), (ids{urgent.id, first.id}));
  EXPECT_EQ(claim(noon, 2), ids{second.id});
}

TEST_F(Outbox, MailsOfOneBookingToOneSideLeaveInOrder) {
  auto const first = write(mail_kind::booking_confirmation, noon);
  auto const second = write(mail_kind::place_changed, noon, true);
  auto const other_side = write(mail_kind::place_changed, noon, false, party::volunteer);

  EXPECT_EQ(claim(noon), (ids{first.id, other_side.id}));
  EXPECT_EQ(claim(noon), ids{});
  settle(*db_, first.id, {mail_state::sent, 250, "ok", noon});

  EXPECT_EQ(claim(noon), ids{second.id});
}

TEST_F(Outbox, OneThatWaitsForAnotherAttemptHoldsUpThoseBehindIt) {
  auto const first = write(mail_kind::booking_confirmation, noon);
  auto const second = write(mail_kind::place_changed, noon);
  ASSERT_EQ(claim(noon), ids{first.id});
  postpone(*db_, first.id, noon + 5min, 451, "later");

  EXPECT_EQ(claim(noon), ids{});
  EXPECT_EQ(claim(noon + 5min), ids{first.id});
  settle(*db_, first.id, {mail_state::failed, 550, "no", noon + 5min});
  EXPECT_EQ(claim(noon + 5min), ids{second.id});
}

TEST_F(Outbox, AReminderOfLaterHoldsUpNobody) {
  write(mail_kind::reminder, noon + 24h);
  auto const now = write(mail_kind::place_changed, noon);

  EXPECT_EQ(claim(noon), ids{now.id});
}

TEST_F(Outbox, ALeaseThatRunsOutOrIsReleasedIsTakenUpAgain) {
  auto const m = write_alone(noon);
  ASSERT_EQ(claim(noon), ids{m.id});

  EXPECT_EQ(claim(noon + 14min), ids{});
  EXPECT_EQ(claim(noon + 15min), ids{}) << "its owner is alive: it asks";
  EXPECT_EQ(claim_due(*db_, {"somebody else", noon + 15min, noon + 30min}, 8).size(), 1u);
  EXPECT_EQ(claim(noon + 30min), ids{m.id});
  EXPECT_EQ(release_leases(*db_, "somebody else"), 0);
  EXPECT_EQ(release_leases(*db_, "me"), 1);
  EXPECT_EQ(claim(noon + 31min), ids{m.id});
  EXPECT_EQ(release_leases(*db_, ""), 1);
  EXPECT_EQ(find(*db_, m.id).value().attempts, 4);
}

TEST_F(Outbox, KnowsWhenSomethingFallsDueNext) {
  EXPECT_EQ(next_due(*db_), std::nullopt);
  write_alone(noon + 2h);
  EXPECT_EQ(next_due(*db_), noon + 2h);
  write_alone(noon + 1h, true);
  EXPECT_EQ(next_due(*db_), noon + 1h);

  ASSERT_EQ(claim(noon + 1h).size(), 1u);

  EXPECT_EQ(next_due(*db_), noon + 75min);
}

TEST_F(Outbox, KnowsWhatLeavesBesideAMail) {
  auto const sent = write(mail_kind::booking_confirmation, noon - 2h);
  auto const early = write(mail_kind::reminder, noon - 1h);
  ASSERT_EQ(claim(noon - 1h), ids{sent.id});
  settle(*db_, sent.id, {mail_state::sent, 250, "ok", noon});
  auto const late = write(mail_kind::reminder, noon);
  write(mail_kind::reminder, noon, false, party::volunteer);
  write(mail_kind::follow_up, noon + 1s);
  carry_on(*db_, booked_.id, early.booking_sequence + 1);

  std::vector<mail_id> beside;
  auto const found = leaving_with(*db_, early, noon);
  for (auto const& m : found) beside.push_back(m.id);

  EXPECT_EQ(beside, (ids{early.id, late.id}));
  EXPECT_EQ(found[0].booking_sequence, early.booking_sequence + 1) << "as it stands now";
  EXPECT_EQ(leaving_with(*db_, sent, noon - 3h).size(), 1u) << "itself at least";
}

TEST_F(Outbox, WhatIsSupersededIsDroppedButNotWhatIsOnItsWay) {
  auto const leased = write(mail_kind::booking_confirmation, noon);
  ASSERT_EQ(claim(noon), ids{leased.id});
  auto const reminder = write(mail_kind::reminder, noon + 1h);
  auto const theirs = write(mail_kind::reminder, noon + 1h, false, party::volunteer);
  auto const follow_up = write(mail_kind::follow_up, noon + 9h);

  EXPECT_EQ(drop_waiting(*db_, {booked_.id, {mail_kind::reminder}, party::candidate, "moved", noon}), 1);
  EXPECT_EQ(find(*db_, reminder.id).value().state, mail_state::dropped);
  EXPECT_EQ(find(*db_, reminder.id).value().answer, "moved");
  EXPECT_EQ(drop_waiting(*db_, {booked_.id, {mail_kind::reminder, mail_kind::follow_up}, {}, "moved", noon}), 2);
  EXPECT_EQ(find(*db_, theirs.id).value().state, mail_state::dropped);
  EXPECT_EQ(find(*db_, follow_up.id).value().state, mail_state::dropped);
  EXPECT_EQ(drop_waiting(*db_, {booked_.id, {}, {}, "moved", noon}), 0);
  EXPECT_EQ(find(*db_, leased.id).value().state, mail_state::leased);
}

TEST_F(Outbox, WhatFailedIsTriedAgainWhenSomebodyAsks) {
  auto const m = write_alone(noon);
  EXPECT_FALSE(retry(*db_, m.id, noon, noon + 72h));
  ASSERT_EQ(claim(noon), ids{m.id});
  settle(*db_, m.id, {mail_state::failed, 550, "no", noon});

  EXPECT_TRUE(retry(*db_, m.id, noon + 1h, noon + 72h));

  EXPECT_EQ(claim(noon + 1h), ids{m.id});
}

TEST_F(Outbox, CountsWhatAStrangerCausedToAnAddress) {
  write(mail_kind::booking_confirmation, noon);
  auto found = some_mail(d_);
  found.kind = mail_kind::found_links;
  found.recipient = booked_.candidate.email;
  found.written_at = noon;
  insert(*db_, found);
  std::array const kinds{mail_kind::booking_confirmation, mail_kind::found_links};

  EXPECT_EQ(mails_to(*db_, booked_.candidate.email, kinds, noon), 2);
  EXPECT_EQ(mails_to(*db_, booked_.candidate.email, kinds, noon + 1s), 0);
  EXPECT_EQ(mails_to(*db_, "nobody@example.org", kinds, noon), 0);
}

TEST_F(Outbox, HoldsWhatIsWrittenTogetherInThatOrderHoweverMuchItIs) {
  std::vector<mail> all;
  for (int i = 0; i < 120; ++i) {
    auto& m = all.emplace_back(some_mail(d_));
    m.booking = booked_.id;
  }
  ids written;
  for (auto const& m : all) written.push_back(m.id);

  insert(*db_, all);

  ids found;
  for (auto const& m : mails_about(*db_, booked_.id)) found.push_back(m.id);
  EXPECT_EQ(found, written);
  EXPECT_EQ(find(*db_, written[75]).value().detail, all[75].detail);
  insert(*db_, std::span<mail const>());  // nothing
}

TEST_F(Outbox, IsListedLatestFirstInPieces) {
  ids written;
  for (int i = 0; i < 5; ++i) written.insert(written.begin(), write_alone(noon + minutes(i)).id);

  ids listed;
  page piece{2, {}};
  for (int pieces = 0; pieces < 5; ++pieces) {
    auto const made = list(*db_, mail_filter{mail_state::waiting, {}}, piece).value();
    for (auto const& m : made.items) listed.push_back(m.id);
    if (!made.next) break;
    piece.cursor = *made.next;
  }

  EXPECT_EQ(listed, written);
  EXPECT_EQ(list(*db_, {}, {50, {}}).value().items.size(), 5u);
  EXPECT_EQ(list(*db_, {{}, booked_.id}, {50, {}}).value().items.size(), 0u);
  EXPECT_EQ(mails_about(*db_, booked_.id).size(), 0u);
  EXPECT_EQ(list(*db_, {}, {50, "nonsense"}).error().code, errc::bad_query);
  EXPECT_EQ(count_mails(*db_, mail_state::waiting), 5);
}

}  // namespace
}  // namespace rehearse::storage::test
