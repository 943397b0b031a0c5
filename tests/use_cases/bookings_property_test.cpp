// Whatever happens to bookings, in whatever order: what holds of them, of the time they take and of the mails they owe
// holds after every step. Chance is the world's: its seed is printed.
#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/rules/time_zone.hpp"
#include "tests/use_cases/booking_deeds.hpp"

#include <array>
#include <map>

namespace rehearse::test {
namespace {

constexpr int steps = 150;

class random_life {
 public:
  random_life() {
    w_.policy([](policy& p) {
      p.max_open_bookings.reset();
      p.max_bookings.reset();
      p.max_reschedules = 5;
      p.confirm_email = true;
      p.hold = 60min;
    });
    auto hours = open_hours("daily 09:00-13:00", "Europe/Paris");
    hours.buffer_after = 15min;
    people_ = {w_.volunteer("Ada").publish(hours), w_.volunteer("Bob").open("daily 22:00-03:00", "Asia/Kolkata"),
               w_.volunteer("Eve").open("Mon,Wed,Sat 06:00-12:00", "America/New_York")};
    auto limited = open_hours("daily 10:00-18:00", "Africa/Lagos");
    limited.max_per_day = 2;
    limited.max_per_week = 5;
    limited.min_notice = 60min;
    limited.step = 30min;
    people_.push_back(w_.volunteer("Obi").publish(limited));
  }

  void live_a_step() {
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
        return book_what_is_listed();
      case 3:
        return book_anything();
      case 4:
        return with_a_booking([&](booking const& b) { did("cancel", cancel(w_, anybody(b), b)); });
      case 5:
      case 6:
        return with_a_booking([&](booking const& b) { move_it(b); });
      case 7:
        return confirm_the_latest();
      case 8:
        return with_a_booking([&](booking const& b) {
          did("place", change(w_, organizer(), b, {.meeting_url = "https://m.example/" + std::to_string(below(99))}));
        });
      case 9:
        return w_.policy([&](policy& p) { p.confirm_email = below(2) == 0; });
      default:
        return w_.advance(minutes{below(below(4) == 0 ? 3000 : 20)});
    }
  }

  void check() {
    settle(w_);
    for (auto const& who : people_) check_occupations(who);
    std::map<booking_id, booking> all;
    for (auto const& id : made_) all.emplace(id, stored(w_, id));
    for (auto const& [id, b] : all) check_booking(b);
    for (auto const& m : waiting(w_.outbox())) {
      if (m.booking) check_mail(m, all.at(*m.booking));
    }
  }

  std::map<std::string, int> done;

 private:
  using free_slot = std::pair<volunteer_id, instant>;

  int below(int n) { return static_cast<int>(random_below(w_.chance(), static_cast<std::uint64_t>(n))); }
  somebody& one_of_them() { return people_[static_cast<std::size_t>(below(static_cast<int>(people_.size())))]; }
  caller anybody(booking const& b) {
    std::array<caller, 3> const all{candidate(b), volunteer_of(b), organizer()};
    return all[static_cast<std::size_t>(below(3))];
  }
  void did(std::string const& what, result<booking> const& answer) { ++done[what + (answer ? "" : " refused")]; }

  template <class Deed>
  void with_a_booking(Deed deed) {
    if (made_.empty()) return;
    auto const recent = std::min<std::size_t>(made_.size(), 8);
    deed(stored(w_, made_[made_.size() - 1 - static_cast<std::size_t>(below(static_cast<int>(recent)))]));
  }

  std::vector<slot> listed(somebody& who) {
    auto const today = to_text(local_date{date::floor<date::days>(w_.now()).time_since_epoch()});
    return w_.slots(who, today, to_text(w_.now() + 6 * 24h));
  }
  book_slot_request request(somebody& who, instant start) {
    auto asked = w_.request(who, to_text(start));
    asked.candidate.email = "c" + std::to_string(below(40)) + "@example.org";
    return asked;
  }

  void book_what_is_listed() {
    auto& who = one_of_them();
    auto const free = listed(who);
    if (free.empty()) return;
    auto const start = free[static_cast<std::size_t>(below(static_cast<int>(free.size())))].start;
    auto const b = w_.book(request(who, start));
    ASSERT_TRUE(b) << "listed, but not booked: " << who.record().name << " " << to_text(start) << " at "
                   << to_text(w_.now());
    did("book", b);
    made_.push_back(b->id);
  }

  void book_anything() {
    auto& who = one_of_them();
    auto const start = date::floor<hours>(w_.now()) + hours{below(96)} + minutes{30 * below(2)};
    auto const free = listed(who);
    bool const is_listed = std::any_of(free.begin(), free.end(), [&](slot const& s) { return s.start == start; });
    auto const b = w_.book(request(who, start));
    ASSERT_EQ(b.has_value(), is_listed) << to_text(start) << " at " << to_text(w_.now());
    did("book", b);
    if (b) made_.push_back(b->id);
  }

  void confirm_the_latest() {
    with_a_booking([&](booking const&) {
      auto const latest = stored(w_, made_.back());
      auto const answer = confirm(w_, latest, address_token(w_, latest));
      did(latest.state == booking_state::pending ? "confirm" : "confirm again", answer);
    });
  }

  void move_it(booking const& b) {
    auto const to = w_.read(
        [&](store& s) { return slots_to_move_to(s, candidate(b), b.id, w_.now(), w_.now() + 6 * 24h, w_.now()); });
    if (!to || to->empty()) return;
    auto const start = (*to)[static_cast<std::size_t>(below(static_cast<int>(to->size())))].start;
    auto const moved = move(w_, below(2) == 0 ? candidate(b) : organizer(), b, to_text(start));
    ASSERT_TRUE(moved) << "listed to move to, but refused: " << to_text(start);
    did("move", moved);
  }

  void check_occupations(somebody const& who) {
    auto const taken = occupations(w_, who.id);
    for (std::size_t i = 1; i < taken.size(); ++i) ASSERT_LE(taken[i - 1].to, taken[i].from);
    for (auto const& o : taken) {
      auto const b = stored(w_, o.booking);
      ASSERT_EQ(b.volunteer, who.id);
      ASSERT_EQ(b.start, o.start);
      ASSERT_TRUE(is_open(b.state) || b.state == booking_state::completed) << name_of(b.state);
      ASSERT_EQ(o.kind == occupation_kind::hold, b.state == booking_state::pending);
      ++taking_[b.id];
    }
  }

  void check_booking(booking const& b) {
    bool const takes_time = is_open(b.state) || b.state == booking_state::completed;
    ASSERT_EQ(taking_[b.id], takes_time ? 1 : 0) << name_of(b.state);
    taking_[b.id] = 0;
    auto& last = last_[b.id];
    ASSERT_GE(b.sequence, last.sequence);
    ASSERT_GE(b.revision, last.revision);
    ASSERT_GE(b.history.size(), last.history.size());
    ASSERT_TRUE(last.id.text.empty() || b.state >= last.state || is_open(last.state)) << "a state went back";
    ASSERT_EQ(b.end - b.start, 60min);
    last = b;
  }

  void check_mail(mail const& m, booking const& b) {
    ASSERT_EQ(m.booking_sequence, b.sequence) << name_of(m.kind);
    if (m.kind == mail_kind::cancellation) {
      ASSERT_EQ(b.state, booking_state::cancelled);
      return;
    }
    ASSERT_TRUE(is_open(b.state) || b.state == booking_state::completed) << name_of(m.kind) << name_of(b.state);
    ASSERT_EQ(m.kind == mail_kind::address_confirmation, b.state == booking_state::pending);
    if (m.kind == mail_kind::reminder) {
      ASSERT_LT(m.due, b.start);
    }
  }

  world w_;
  std::vector<somebody> people_;
  std::vector<booking_id> made_;
  std::map<booking_id, int> taking_;
  std::map<booking_id, booking> last_;
};

TEST(BookingsInAnyOrder, KeepTheirPromises) {
  random_life life;

  for (int step = 0; step < steps; ++step) {
    SCOPED_TRACE("step " + std::to_string(step));
    ASSERT_NO_FATAL_FAILURE(life.live_a_step());
    ASSERT_NO_FATAL_FAILURE(life.check());
  }

  // So that the walk does not pass because nothing happened.
  for (auto const* deed : {"book", "cancel", "move", "confirm", "place"}) EXPECT_GE(life.done[deed], 1) << deed;
}

}  // namespace
}  // namespace rehearse::test
