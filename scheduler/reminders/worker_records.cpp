// What became of the mails: on its way into the database while the next ones leave, and owed until it is there.
#include "config/log.hpp"
#include "scheduler/reminders/record.hpp"
#include "scheduler/reminders/worker.hpp"

namespace rehearse {
namespace {

// While what became of a mail is not written down for so long, no other leaves: nobody would know of them either.
constexpr std::chrono::seconds patience_with_database{2};

bool is_ready(std::future<void> const& one) {
  return one.valid() && one.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

void worker::write_soon(outcomes& owed, outcome what) {
  owed.push_back({std::make_shared<outcome const>(std::move(what)), {}, {}});
  ++owed_;
  hand_over(owed.back());
}

// Nothing of the worker is in the job: it may still be queued when nobody waits for it any more.
void worker::hand_over(owed_record& one) {
  auto const taken = std::make_shared<std::promise<void>>();
  one.written = taken->get_future();
  one.handed_over = std::chrono::steady_clock::now();
  db_.write(
      [what = one.what, &time = clock_](store& s) {
        record(s, what->it, what->step, what->smtp_code, time.now());
        return database::verdict::keep;
      },
      answer_to(taken));
}

// Whether the database keeps up with what became of the mails so far.
bool worker::is_being_written_down(outcomes& owed) {
  try {
    for (auto one = owed.begin(); one != owed.end();) {
      if (!is_ready(one->written)) {
        ++one;
        continue;
      }
      settle(*one);
      one = owed.erase(one);
    }
  } catch (std::exception const& fault) {
    note_fault("what became of a mail could not be written down", fault);
    return false;
  }
  return owed.empty() || std::chrono::steady_clock::now() - owed.front().handed_over < patience_with_database;
}

// False where the database does not take them: they stay owed.
bool worker::write_down(outcomes& owed) {
  try {
    for (; !owed.empty(); owed.pop_front()) settle(owed.front());
    return true;
  } catch (std::exception const& fault) {
    note_fault("what became of a mail could not be written down", fault);
    return false;
  }
}

void worker::settle(owed_record& one) {
  if (!one.written.valid()) hand_over(one);
  one.written.get();
  --owed_;
  without_database_.is_over();
  auto const& m = one.what->it;
  auto const state = one.what->step.state;
  count(state);
  if (state == mail_state::failed || state == mail_state::uncertain)
    log::warning("a mail was not delivered",
                 {{"mail", m.id.text}, {"kind", std::string(name_of(m.kind))}, {"state", std::string(name_of(state))}});
}

void worker::count(mail_state state) {
  switch (state) {
    case mail_state::sent:
      ++sent_;
      break;
    case mail_state::dropped:
      ++dropped_;
      break;
    case mail_state::failed:
      ++failed_;
      break;
    case mail_state::uncertain:
      ++uncertain_;
      break;
    default:
      ++postponed_;
  }
}

worker::figures worker::counted() const {
  return {sent_, dropped_, postponed_, failed_, uncertain_};
}

}  // namespace rehearse
