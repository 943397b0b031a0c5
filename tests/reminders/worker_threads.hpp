// A worker whose threads run, and what a test needs to wait for them. Used by the suites of the worker; on the test's
// thread, but for the gate.
#pragma once

#include "tests/reminders/correspondence.hpp"
#include "tests/support/gate.hpp"

#include <thread>

namespace rehearse::test {

struct WorkerWithThreads : Correspondence {
  std::unique_ptr<worker> make(worker_setup setup) {
    return std::make_unique<worker>(w.database(), w.clock(), w.chance(), std::move(setup));
  }
  // Waits, 20 s at most, until it is so.
  template <class Condition>
  bool becomes(Condition so) {
    auto const last_moment = std::chrono::steady_clock::now() + 20s;
    while (!so()) {
      if (std::chrono::steady_clock::now() > last_moment) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
  }
  bool nothing_is_due() {
    return becomes([this] {
      auto const all = w.outbox();
      return std::ranges::none_of(all, [this](mail const& m) {
        return m.state == mail_state::leased || (m.state == mail_state::waiting && m.due <= w.now());
      });
    });
  }
  mail_state state_of(mail_kind kind, party to) { return only(kind, to).state; }
};

}  // namespace rehearse::test
