// A programme in which something of what decides on slots changes with every step, by chance. Chance is the world's:
// its seed is printed. Used by the tests of what is kept of slots.
#pragma once

#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/list_slots.hpp"
#include "scheduler/use_cases/publish_availability.hpp"
#include "scheduler/use_cases/slot_choice.hpp"
#include "tests/support/scratch_file.hpp"
#include "tests/use_cases/booking_deeds.hpp"

namespace rehearse::test {

class busy_programme {
 public:
  busy_programme() {
    w_.policy([](policy& p) {
      p.max_open_bookings.reset();
      p.max_bookings.reset();
      p.hold = 45min;
    });
    for (auto const* name : {"Ada", "Bob", "Eve"}) people_.push_back(w_.volunteer(name).open("daily 09:00-15:00"));
    people_.push_back(w_.volunteer("Obi").publish(short_notice()));
  }

  void live_a_step() {
    auto& one = people_[below(people_.size())];
    switch (below(9)) {
      case 0:
      case 1:
        return book_a_slot(one);
      case 2:
        return cancel_one();
      case 3:
        return static_cast<void>(one.open(below(2) ? "daily 08:00-11:00" : "Mon-Fri 18:00-26:00", "Europe/Paris"));
      case 4:
        return static_cast<void>(
            one.is([&](volunteer& v) { v.status = below(3) ? volunteer_status::active : volunteer_status::paused; }));
      case 5:
        return static_cast<void>(
            one.is([&](volunteer& v) { v.name = (below(2) ? "Zoe " : "Ann ") + v.id.text.substr(4, 4); }));
      case 6:
        return static_cast<void>(w_.policy([&](policy& p) { p.confirm_email = below(2) == 0; }));
      case 7:
        people_.push_back(w_.volunteer("New" + std::to_string(people_.size())).open("daily 10:00-12:00"));
        return;
      default:
        return w_.advance(minutes{below(below(5) == 0 ? 2000 : 50)});
    }
  }

  // Every slot of everybody, and the pool's, as text: as a reader is told, and as the tables give it, for a write is
  // given no copies.
  std::vector<std::string> told(database& by) {
    return by.read_now([this](store& s) { return everything(s); });
  }
  std::vector<std::string> fresh() {
    return w_.write([this](store& s) { return everything(s); });
  }
  // Whom a booking without a volunteer would get at hours of the coming days: as a write chooses that begins with the
  // copies, and as one that has none.
  std::vector<std::string> chosen() {
    return w_.write([this](store& s) { return choices(s); });
  }
  std::vector<std::string> freshly_chosen() {
    return w_.write([this](store& s) {
      store without(s.db(), s.chance(), s.secret());
      return choices(without);
    });
  }
  world& its_world() { return w_; }
  std::vector<somebody> const& people() const { return people_; }

 private:
  static availability short_notice() {
    auto hours = open_hours("daily 10:00-18:00", "Africa/Lagos");
    hours.max_per_day = 2;
    hours.min_notice = 60min;
    hours.horizon = date::days{5};
    hours.step = 30min;
    return hours;
  }

  std::size_t below(std::size_t n) { return random_below(w_.chance(), n); }

  void book_a_slot(somebody const& who) {
    if (who.record().status != volunteer_status::active) return;
    auto const free = w_.slots(who, to_text(w_.now()), to_text(w_.now() + 24h * 7));
    if (free.empty()) return;
    auto const made = w_.book(who, to_text(free[below(free.size())].start));
    if (made) bookings_.push_back(*made);
  }

  void cancel_one() {
    if (bookings_.empty()) return;
    auto const at = bookings_.begin() + static_cast<std::ptrdiff_t>(below(bookings_.size()));
    static_cast<void>(cancel(w_, organizer(), *at));
    bookings_.erase(at);
  }

  std::vector<std::string> choices(store& s) const {
    std::vector<std::string> names;
    instant const first = date::ceil<std::chrono::hours>(w_.now());
    for (auto start = first; start < first + 24h * 3; start += 3h) {
      auto const asked = w_.request(to_text(start));
      auto const facts = volunteer_for(s, asked, named_in(s, asked), w_.now());
      names.push_back(facts ? facts->who.id.text : "nobody");
    }
    return names;
  }

  std::vector<std::string> everything(store& s) const {
    std::vector<std::string> all;
    auto const from = w_.now() - 3h, to = from + 24h * 9;
    for (auto const& who : people_)
      if (auto const found = list_slots(s, anonymous{}, {who.id, "coding-60", from, to}, w_.now()))
        for (auto const& free : found->slots) all.push_back(who.id.text + " " + to_text(free.start));
    auto const pool = list_pool_slots(s, {"coding-60", {}, from, to, "Europe/Paris", 3}, w_.now());
    for (auto const& free : pool->slots) {
      all.push_back(to_text(free.start) + " " + std::to_string(free.volunteer_count));
      for (auto const& v : free.volunteers) all.back() += " " + v.name;
    }
    return all;
  }

  scratch_file file_;
  world w_{on_postgres() ? world::in_memory : file_.path()};
  std::vector<somebody> people_;
  std::vector<booking> bookings_;
};

}  // namespace rehearse::test
