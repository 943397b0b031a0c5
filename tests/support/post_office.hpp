// Where the mails of a world go: a mailer at the seam that keeps what it is given and answers as told, and a worker
// that sends what is due when it is asked to, at the world's own time. Used by the tests of reminders and of the
// simulation. The counters belong to the worker's threads; everything else is guarded; any thread.
#pragma once

#include "notify/letters/letters.hpp"
#include "notify/smtp/mailer.hpp"
#include "scheduler/reminders/compose.hpp"
#include "scheduler/reminders/worker.hpp"
#include "tests/support/world.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace rehearse::test {

// What the server said, in few words.
delivery_report accepted();
delivery_report refused_for_now();
delivery_report refused_for_good();
delivery_report perhaps_accepted();
delivery_report mailbox_full();
delivery_report no_server();

class post_office {
 public:
  explicit post_office(clock const& time) : clock_(time) {}

  struct posted {
    message letter;
    instant when;
    delivery_report answer;
    std::string mail_id() const { return letter.message_id.substr(1, letter.message_id.find('@') - 1); }
  };

  // From now on every mail is answered so; throwing is an answer too.
  void answer(std::function<delivery_report(message const&)> with);
  void answer(delivery_report const& always);
  // One connection to it.
  std::unique_ptr<mailer> counter();
  // Every attempt, in order; those that were accepted.
  std::vector<posted> attempts() const;
  std::vector<posted> delivered() const;
  void forget();

  delivery_report take(message const& letter);

 private:
  clock const& clock_;
  mutable std::mutex mutex_;
  std::function<delivery_report(message const&)> answer_ = [](message const&) { return accepted(); };
  std::vector<posted> attempts_;
};

// The letters as they are, from a server of that address.
letters const& the_letters();
sender_facts the_sender();
worker_setup setup_with(post_office& office, std::string owner = "test");

// Sends what is due at the world's time until nothing is due or the server is in trouble.
void deliver_due(world& w, post_office& office);

}  // namespace rehearse::test
