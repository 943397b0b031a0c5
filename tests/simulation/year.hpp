// The year that is simulated: a world with seven volunteers in zones with odd clocks, forty candidates all over the
// earth, three interview types under three policies, and a mail server that has bad days. Deeds (deeds.hpp) change it,
// passing time moves it on, invariants (invariants.hpp) look at it after each. The test's thread.
#pragma once

#include "tests/simulation/dice.hpp"
#include "tests/simulation/mail_room.hpp"
#include "tests/simulation/tables.hpp"
#include "tests/simulation/trouble.hpp"
#include "tests/support/world.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rehearse::test {

// A volunteer as the year remembers what it made of them: nothing here is read back from the program.
struct giver {
  somebody who;
  std::string name, email, home;
  availability hours;
  bool active = true, wants_reminders = true;
};

struct seeker {
  std::string name, email, zone;
};

// A link that a mail brought and that a candidate may press.
struct brought_link {
  std::string booking, token;
  bool of_new_address = false;
};

// The buffers as they were when the time was taken.
struct buffers {
  minutes before{}, after{};
};

struct year {
  year();

  instant now() const { return w.now(); }
  giver& giver_of(std::string const& volunteer);
  // Counts a deed, or that it was refused.
  void did(std::string const& deed, bool done) { ++(done ? deeds : refusals)[deed]; }
  // Counts a comparison with what was recomputed.
  void compared(std::string const& what, int times = 1) { comparisons[what] += times; }
  // Notes down what a booking took of its volunteer's time.
  void took_time(booking const& b);

  world w;
  dice chance{w.chance()};
  mail_room mails{w, chance};
  diary_of_trouble trouble;
  instant mood_until;                            // of the mail server's bad mood
  std::function<void()> after_delivery = [] {};  // looks at what arrived

  std::vector<giver> givers;
  std::vector<seeker> seekers;
  std::vector<interview_type> types;
  std::map<slug, policy> policies;  // by interview type, as it is now

  std::vector<std::string> made;  // bookings, in their order
  std::map<std::string, buffers> taken;
  std::vector<brought_link> links;
  tables seen;  // as they were at the last look

  std::map<std::string, int> deeds, refusals, comparisons;
};

// Random weekly hours of somebody living there, with seasons, exceptions, buffers, notice and maxima, around `today`.
availability draw_hours(dice& chance, std::string const& zone, local_date today);
// The same with one more journey soon.
availability with_journey(dice& chance, availability hours, local_date today);
// A policy with random reminders, limits and follow-ups. `confirm_email` as said.
policy draw_policy(dice& chance, bool confirm_email);

// What the deeds say to the organizer's desk.
void save_policy_of(year& y, slug const& type, policy const& rules);

}  // namespace rehearse::test
