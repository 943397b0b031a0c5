// A small world to test in: a clock moved by hand (it starts on Monday 2026-11-02 at 08:00 UTC), seeded chance, a real
// database (SQLite in memory, or as REHEARSE_TEST_DATABASE says) with the policy `standard` and the type `coding-60`
// (60 minutes), and few words for what tests do most:
//
//   world w;
//   auto ada = w.volunteer("Ada").open("Mon 09:00-12:00", "Europe/Paris");
//   auto booked = w.book(ada, "2026-11-09T08:00:00Z");
//   w.advance(24h);
//
// Used by every test above the rules. No mock of ours stands in here: use cases run as in the server, each as one job
// of the database. Chance is seeded from REHEARSE_SEED (printed). The database has its own threads; a world is used
// from the test's.
#pragma once

#include "config/clock.hpp"
#include "config/randomness.hpp"
#include "scheduler/rules/caller.hpp"
#include "scheduler/rules/mail.hpp"
#include "scheduler/rules/slot_grid.hpp"
#include "scheduler/storage/database.hpp"
#include "scheduler/storage/volunteer_snapshots.hpp"
#include "scheduler/use_cases/book_slot.hpp"
#include "tests/support/database/test_database.hpp"
#include "tests/support/hours_text.hpp"

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::test {

// Stands still until it is moved. Any thread may read it.
class hand_moved_clock final : public clock {
 public:
  explicit hand_moved_clock(instant start) : seconds_(start.time_since_epoch().count()) {}
  instant now() const override { return instant{seconds{seconds_.load()}}; }
  void set(instant to) { seconds_.store(to.time_since_epoch().count()); }

 private:
  std::atomic<std::int64_t> seconds_;
};

// "2026-11-09T08:00:00Z", or "2026-11-09" for its midnight in UTC. Throws std::invalid_argument.
instant at(std::string_view text);

class world;

// A volunteer of a world. Every member that changes something goes through a use case.
class somebody {
 public:
  somebody(world& w, volunteer_id who) : id(std::move(who)), world_(&w) {}

  // Publishes these weekly hours: no notice, no buffers, no maxima.
  somebody& open(std::string_view hours, std::string_view zone = "UTC");
  somebody& publish(availability const& published);
  // Changes the record: `ada.is([](rehearse::volunteer& v) { v.topics = {"graphs"}; })`.
  somebody& is(std::function<void(rehearse::volunteer&)> const& change);
  rehearse::volunteer record() const;
  caller as() const { return signed_in_volunteer{id}; }

  volunteer_id id;

 private:
  world* world_;
};

class world {
 public:
  // `file`: a database on disk, whose reads have threads, and copies of volunteers, of their own, as in a server.
  static constexpr auto in_memory = ":memory:";
  explicit world(std::string const& file = in_memory);
  ~world();
  world(world const&) = delete;
  world& operator=(world const&) = delete;

  instant now() const { return clock_.now(); }
  void advance(seconds by) { clock_.set(clock_.now() + by); }
  void go_to(std::string_view when) { clock_.set(at(when)); }

  // "Ada" is ada@example.org, active, and gives every type.
  somebody volunteer(std::string const& name);
  interview_type type(slug const& id, minutes duration);
  // Changes `standard`, the default policy.
  void policy(std::function<void(rehearse::policy&)> const& change);

  // What a candidate (Chidi of Lagos, if no other is named) would send.
  book_slot_request request(somebody const& who, std::string_view start) const;
  book_slot_request request(std::string_view start) const;
  result<booking> book(somebody const& who, std::string_view start);
  result<booking> book(book_slot_request const& asked);
  // The free slots of coding-60 with from <= start < to.
  std::vector<slot> slots(somebody const& who, std::string_view from, std::string_view to);
  // The same as text: "2026-11-09T08:00:00Z".
  std::vector<std::string> starts(somebody const& who, std::string_view from, std::string_view to);

  // Every mail that was ever written, in order.
  std::vector<mail> outbox();
  std::vector<mail> outbox(mail_kind kind);

  // Runs a job in a transaction: `w.write([&](store& s) { return cancel_booking(s, who, asked, w.now()); })`.
  template <class Job>
  auto write(Job job) {
    return database_->write_now(std::move(job));
  }
  template <class Job>
  auto read(Job job) {
    return database_->read_now(std::move(job));
  }
  // Runs SQL as it stands, for what no use case does.
  void sql(std::string const& script);

  rehearse::database& database() { return *database_; }
  // On PostgreSQL, where others may come to it, too.
  postgres_place const& place() const { return place_.value(); }
  storage::volunteer_snapshots const& copies() const { return copies_; }
  hand_moved_clock& clock() { return clock_; }
  randomness& chance() { return chance_; }
  std::array<unsigned char, 32> const& secret() const { return secret_; }

 private:
  hand_moved_clock clock_;
  seeded_randomness chance_;
  std::array<unsigned char, 32> secret_{};
  storage::volunteer_snapshots copies_{clock_};
  std::optional<postgres_place> place_;  // outlives the database
  std::unique_ptr<rehearse::database> database_;
};

// The organizer of every world's programme (the system, which may do the same).
inline caller organizer() {
  return signed_in_organizer{{"org_test"}};
}

}  // namespace rehearse::test
