// The worker with the real mailer against a server that fails as told (tests/support/smtp_sink.py): what a programme
// meets when its mail server misbehaves, from the row of the outbox to the bytes that arrive.
#include "notify/smtp/smtp_mailer.hpp"
#include "tests/reminders/correspondence.hpp"
#include "tests/support/smtp_sink.hpp"

namespace rehearse::test {
namespace {

using rehearse::testing::smtp_sink;
using enum mail_kind;

struct ScriptedServer : Correspondence {
  ScriptedServer() { set_contact("team@example.org"); }

  // A short patience is for a server that is told to hang: one that answers may be slow, as a busy machine is.
  static std::chrono::seconds patience_with(std::string const& rule) {
    return rule.find("hang") == rule.npos ? 20s : 4s;
  }
  std::unique_ptr<mailer> way_to(smtp_sink const& sink, std::chrono::seconds patience = 20s) {
    smtp_options options;
    options.url = sink.url();
    options.encryption = starttls::never;
    options.ehlo_name = "rehearse.example";
    options.connect_timeout = options.reply_timeout = options.final_reply_timeout = patience;
    return make_smtp_mailer(options);
  }
  // What is due leaves, or tries to.
  worker::progress send_over(mailer& way) {
    worker sends(w.database(), w.clock(), w.chance(), setup_with(office));
    auto did = worker::progress::sent_some;
    while (did == worker::progress::sent_some) did = sends.look_once(way);
    return did;
  }
  worker::progress send_to(smtp_sink const& sink, std::chrono::seconds patience = 20s) {
    auto const way = way_to(sink, patience);
    return send_over(*way);
  }
  mail confirmation(party to) { return only(booking_confirmation, to); }

  static std::size_t times_taken(smtp_sink const& sink, mail const& m) {
    return static_cast<std::size_t>(std::ranges::count_if(
        sink.taken(), [&](std::string const& line) { return line.find("<" + m.id.text + "@") != line.npos; }));
  }
  static std::size_t connections(smtp_sink const& sink) {
    return static_cast<std::size_t>(std::ranges::count_if(
        sink.dialogue(), [](std::string const& line) { return line.find(" - connected") != line.npos; }));
  }
};

// One failure of the candidate's mail, and what becomes of it. The volunteer's is to leave all the same.
struct mishap {
  std::string rule;
  mail_state state;
  int code;
};

void PrintTo(mishap const& m, std::ostream* out) {
  *out << m.rule;
}

struct OneMailFails : ScriptedServer, ::testing::WithParamInterface<mishap> {};

TEST_P(OneMailFails, AndTheOtherLeaves) {
  auto const& happens = GetParam();
  smtp_sink sink({"--on", happens.rule});
  auto const b = book("2026-11-09T08:00:00Z");
  send_to(sink, patience_with(happens.rule));

  auto const candidates = confirmation(party::candidate);
  EXPECT_EQ(candidates.state, happens.state);
  EXPECT_EQ(candidates.smtp_code, happens.code);
  EXPECT_NE(candidates.answer, "");
  EXPECT_EQ(confirmation(party::volunteer).state, mail_state::sent) << confirmation(party::volunteer).answer;
  EXPECT_EQ(stored(b).undeliverable, happens.state == mail_state::failed);
  if (happens.state == mail_state::waiting) {
    EXPECT_GE(candidates.due, w.now() + (happens.code == 354 ? 15min : 30s));
    EXPECT_EQ(candidates.attempts, 1);
  }
}

constexpr auto again = mail_state::waiting;
constexpr auto never = mail_state::failed;

INSTANTIATE_TEST_SUITE_P(AtEachStep, OneMailFails,
                         ::testing::Values(mishap{"rcpt/chidi=reply:450 4.2.1 greylisted", again, 450},
                                           mishap{"rcpt/chidi=reply:452 4.2.2 mailbox full", again, 452},
                                           mishap{"rcpt/chidi=reply:552 5.2.2 mailbox full", again, 552},
                                           mishap{"rcpt/chidi=reply:550 5.1.1 nobody here", never, 550},
                                           mishap{"dot/chidi=reply:451 4.3.0 later", again, 451},
                                           mishap{"dot/chidi=reply:452 4.3.1 no room", again, 452},
                                           mishap{"dot/chidi=reply:554 5.7.1 no", never, 554},
                                           mishap{"dot/chidi=reply:552 5.2.2 mailbox full", again, 552},
                                           mishap{"dot/chidi=take_and_close", again, 354},
                                           mishap{"dot/chidi=close", again, 354},
                                           mishap{"dot/chidi=take_and_hang", again, 354},
                                           mishap{"dot/chidi=take_and_reset", again, 354}));

struct ServerFails : ScriptedServer, ::testing::WithParamInterface<std::string> {};

TEST_P(ServerFails, AndNothingIsLostBlamedOrPutOffForLong) {
  smtp_sink sink({"--on", GetParam()});
  auto const b = book("2026-11-09T08:00:00Z");
  EXPECT_EQ(send_to(sink, patience_with(GetParam())), worker::progress::in_trouble);

  for (auto const to : {party::candidate, party::volunteer}) {
    EXPECT_EQ(confirmation(to).state, mail_state::waiting);
    EXPECT_LE(confirmation(to).due, w.now() + 36s);
    EXPECT_LE(confirmation(to).attempts, 1);
  }
  EXPECT_FALSE(stored(b).undeliverable);
  w.advance(40s);  // and the rule is used up
  send_to(sink);
  for (auto const to : {party::candidate, party::volunteer}) EXPECT_EQ(times_taken(sink, confirmation(to)), 1u);
}

INSTANTIATE_TEST_SUITE_P(AtEachStep, ServerFails,
                         ::testing::Values("connect*1=reply:421 4.3.2 closing", "connect*1=reply:554 5.3.2 not you",
                                           "connect*1=close", "connect*1=hang", "ehlo*1=close", "ehlo*1=hang",
                                           "mail*1=reply:530 5.7.0 log in first", "mail*1=reply:421 4.3.2 closing",
                                           "mail*1=hang", "rcpt*1=reply:421 4.3.2 closing", "rcpt*1=hang",
                                           "data*1=close", "data*1=hang", "dot*1=reply:421 4.3.2 closing"));

TEST_F(ScriptedServer, WhatPerhapsArrivedIsRepeatedOnceWithTheSameMessageIdAndThenUncertain) {
  smtp_sink sink({"--on", "dot/chidi=take_and_close"});
  book("2026-11-09T08:00:00Z");
  send_to(sink);
  w.advance(14min);
  send_to(sink);
  EXPECT_EQ(times_taken(sink, confirmation(party::candidate)), 1u);

  w.advance(2min);
  send_to(sink);
  EXPECT_EQ(times_taken(sink, confirmation(party::candidate)), 2u);
  EXPECT_EQ(confirmation(party::candidate).state, mail_state::uncertain);
  w.advance(24h);
  send_to(sink);
  EXPECT_EQ(times_taken(sink, confirmation(party::candidate)), 2u);
  EXPECT_EQ(times_taken(sink, confirmation(party::volunteer)), 1u);
}

TEST_F(ScriptedServer, ARefusedAddressIsToldToTheVolunteerAndTheOrganizer) {
  smtp_sink sink({"--on", "rcpt/chidi=reply:550 5.1.1 nobody here"});
  book("2026-11-09T08:00:00Z");
  send_to(sink);

  EXPECT_EQ(only(undeliverable, party::volunteer).state, mail_state::sent);
  EXPECT_EQ(only(undeliverable, party::organizer).state, mail_state::sent);
  EXPECT_EQ(times_taken(sink, only(undeliverable, party::organizer)), 1u);
}

TEST_F(ScriptedServer, AFullMailboxIsTriedUntilTheInterviewIsOverAndNobodyIsBlamed) {
  smtp_sink sink({"--on", "rcpt/chidi=reply:552 5.2.2 mailbox full"});
  auto const b = book("2026-11-02T12:00:00Z");
  for (; w.now() < at("2026-11-02T14:00:00Z"); w.advance(5min)) send_to(sink);

  EXPECT_EQ(confirmation(party::candidate).state, mail_state::failed);
  EXPECT_GE(confirmation(party::candidate).attempts, 5);
  EXPECT_FALSE(stored(b).undeliverable);
}

TEST_F(ScriptedServer, AServerThatGoesDownAndComesBackLosesNothing) {
  auto first = std::make_unique<smtp_sink>(std::vector<std::string>{});
  auto const port = std::to_string(first->port());
  auto const way = way_to(*first);
  auto const b = book("2026-11-09T08:00:00Z");
  EXPECT_EQ(send_over(*way), worker::progress::idle);
  first->stop();
  move(b, "2026-11-10T08:00:00Z");
  for (int i = 0; i < 20; ++i, w.advance(1h)) EXPECT_EQ(send_over(*way), worker::progress::in_trouble);

  smtp_sink back({"--port", port});
  w.advance(40s);
  EXPECT_EQ(send_over(*way), worker::progress::idle);
  for (auto const to : {party::candidate, party::volunteer}) EXPECT_EQ(times_taken(back, only(rescheduled, to)), 1u);
}

TEST_F(ScriptedServer, ManyMailsLeaveOverOneConnection) {
  smtp_sink sink;
  for (int i = 0; i < 10; ++i) {
    auto asked = w.request(ada, to_text(at("2026-11-09T00:00:00Z") + hours(2 * i)));
    asked.candidate.email = "c" + std::to_string(i) + "@example.org";
    w.book(asked).value();
  }
  send_to(sink);

  EXPECT_EQ(sink.taken().size(), 20u);
  EXPECT_EQ(connections(sink), 1u);
}

TEST_F(ScriptedServer, AMoveThatOvertakesTheConfirmationLeavesOneEntryAtTheNewTime) {
  smtp_sink sink({"--on", "rcpt/chidi*1=reply:450 4.2.1 greylisted"});
  auto const b = book("2026-11-09T08:00:00Z");
  send_to(sink);
  move(b, "2026-11-10T08:00:00Z");
  w.advance(2min);
  send_to(sink);

  EXPECT_EQ(confirmation(party::candidate).state, mail_state::dropped);
  EXPECT_EQ(times_taken(sink, confirmation(party::candidate)), 0u);
  EXPECT_EQ(times_taken(sink, only(rescheduled, party::candidate)), 1u);
}

}  // namespace
}  // namespace rehearse::test
