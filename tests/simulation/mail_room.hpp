// The mail server of the year, with its bad days, and the workers that talk to it: says what truly arrived, and when.
// Used by the simulation alone; the test's thread.
#pragma once

#include "tests/simulation/dice.hpp"
#include "tests/support/post_office.hpp"

#include <map>
#include <string>
#include <vector>

namespace rehearse::test {

// How the server answers: as it should; not at all; to two of three mails "later"; or the connection is lost after the
// end of the message, which may have arrived or not.
enum class server_mood { fine, down, refusing, losing };

struct arrival {
  message letter;
  std::string mail;  // the row's id
  instant when;
  bool acknowledged = true;  // the worker was told so
};

class mail_room {
 public:
  mail_room(world& w, dice& chance);

  void set_mood(server_mood mood) { mood_ = mood; }
  server_mood mood() const { return mood_; }

  // The worker sends what is due now, until nothing is or the server is in trouble.
  void deliver();
  // The same, and the process ends after so many writes to the database: what it was sending arrived, and nobody knows.
  // True where it held leases as it died. What it leased stays leased.
  bool deliver_and_die(int after_writes);
  // Another process starts: at once it frees every lease, as the server does at its start; else they run out.
  void restart(bool frees_leases);

  // What arrived since the last call.
  std::vector<arrival> take_arrivals();
  // May this mail arrive once more? Only where the worker died before it could write it down, or was left in doubt.
  bool may_repeat(std::string const& mail) const { return arrived_in_doubt_.contains(mail); }
  // How often it was left in doubt whether it arrived.
  int doubts(std::string const& mail) const;
  // How often one that was in doubt was tried again within a quarter of an hour.
  int tried_again_too_soon() const { return too_soon_; }
  int attempts() const { return attempts_; }
  int refused() const { return refused_; }

 private:
  delivery_report take(message const& letter);
  void note(message const& letter, bool acknowledged);
  void forget_what_nobody_wrote_down(std::size_t arrived_before);

  world& w_;
  dice& chance_;
  post_office office_;
  server_mood mood_ = server_mood::fine;
  int servers_ = 1, attempts_ = 0, refused_ = 0, too_soon_ = 0;
  std::vector<arrival> arrivals_;
  std::map<std::string, int> arrived_in_doubt_, doubts_;
  std::map<std::string, instant> last_doubt_;
};

}  // namespace rehearse::test
