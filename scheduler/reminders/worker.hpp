// The mail's way out: looks for what is due, leases it, composes it, has it sent, writes down what became of it. Some
// plain threads, each with a kept-open connection of its own; no transaction is open while a server is talked to. Mails
// are leased and composed some at a time, more where they leave quickly; what became of one goes to the database at
// once, and nobody waits for its commit before the next. A mail that cannot be composed holds up no other. Made by the
// application; start, stop and wake from any one thread.
#pragma once

#include "config/clock.hpp"
#include "config/lasting_trouble.hpp"
#include "notify/smtp/mailer.hpp"
#include "scheduler/reminders/after_delivery.hpp"
#include "scheduler/storage/database.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

namespace rehearse {

// What a mail is right before it leaves: a message made of the facts of this moment, or the reason why it need not
// leave any more.
using composed = std::variant<message, std::string>;
// Composing reads, but for the kinds that put something right as they leave: a sign-in link is renewed.
using composer = std::function<composed(store&, mail const&, instant now)>;
bool composing_writes(mail_kind kind);

struct worker_setup {
  composer compose;
  std::function<std::unique_ptr<mailer>()> make_mailer;  // one for each thread
  std::string owner;                                     // names this process in the leases
  unsigned connections = 4;
  std::chrono::milliseconds look_every{500};
};

class worker {
 public:
  // All three outlive it.
  worker(database& db, clock const& time, randomness& chance, worker_setup setup);
  ~worker();

  void start();
  // Finishes the mails that are being sent right now, gives back what is leased beside them, and returns.
  void stop();
  // There may be something due: look at once.
  void wake();

  enum class progress { idle, sent_some, in_trouble };
  // One look at what is due, on the calling thread in place of threads of its own: for tests, which move the clock.
  progress look_once(mailer& way_out);

  struct figures {
    std::uint64_t sent, dropped, postponed, failed, uncertain;
  };
  figures counted() const;

 private:
  // What became of a leased mail, to be written down.
  struct outcome {
    mail it;
    next_step step;
    int smtp_code = 0;
    bool server_trouble = false;
  };
  // On its way into the database; without a future, where it was not taken.
  struct owed_record {
    std::shared_ptr<outcome const> what;
    std::future<void> written;
    std::chrono::steady_clock::time_point handed_over;
  };
  // Those of one thread that the database has not taken yet: a mail that was sent is not sent again because of it.
  using outcomes = std::deque<owed_record>;
  // What a thread has of its own.
  struct sender {
    std::unique_ptr<mailer> way_out;
    outcomes owed;
    int at_once;
  };
  struct batch {
    std::vector<mail> mails;
    std::vector<std::optional<composed>> letters;  // none: to be composed when its turn comes
    std::chrono::steady_clock::time_point composed_at;
  };

  void run();
  progress look(sender& mine);
  progress send_what_is_due(mailer& way_out, outcomes& owed, int& at_once);
  bool send(mailer& way_out, outcomes& owed, batch& due);
  std::vector<mail> lease_some(int at_once);
  void look_at_the_clock();
  void take_over_from_the_dead();
  batch composed_ahead(std::vector<mail> mails);
  composed compose(mail const& m, instant now);
  composed letter_of(batch& due, std::size_t which);
  outcome send_one(mailer& way_out, batch& due, std::size_t which);
  outcome deliver(mailer& way_out, mail const& m, message const& letter);
  void write_soon(outcomes& owed, outcome what);
  void hand_over(owed_record& one);
  bool is_being_written_down(outcomes& owed);
  bool write_down(outcomes& owed);
  void settle(owed_record& one);
  void count(mail_state state);
  void note_fault(char const* what, std::exception const& fault);
  void rest(std::chrono::milliseconds at_most);
  bool stopping() const { return stopping_.load(); }

  database& db_;
  clock const& clock_;
  randomness& chance_;
  worker_setup setup_;
  std::vector<std::thread> threads_;
  std::atomic<bool> stopping_{false};
  // Of any thread; seconds, as the clock then said. The first look finds out what the last process left.
  std::atomic<std::int64_t> last_look_{std::numeric_limits<std::int64_t>::max()};
  log::lasting_trouble without_database_{"mail waits for the database", "mail is written down again"};
  std::atomic<unsigned> owed_{0};  // of all threads
  std::mutex absent_mutex_;
  std::map<std::string, std::chrono::steady_clock::time_point> absent_since_;  // of other processes, by name
  std::chrono::steady_clock::time_point looked_for_them_{};
  std::mutex mutex_;
  std::condition_variable woken_;
  std::uint64_t wakes_ = 0;
  std::atomic<std::uint64_t> sent_{0}, dropped_{0}, postponed_{0}, failed_{0}, uncertain_{0};
};

}  // namespace rehearse
