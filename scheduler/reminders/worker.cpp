#include "scheduler/reminders/worker.hpp"

#include "config/log.hpp"
#include "scheduler/reminders/record.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/outbox_table.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// A mail is begun only when its lease outlasts the longest_send of a mailer.
constexpr seconds lease_time = 30min;
static_assert(lease_time > longest_send);
constexpr int leased_at_once = 8;
// What threads may differ by that look one after the other, and a clock that is steered gently.
constexpr seconds a_moment = 10s;
// A process that lost its line to the database is back much sooner (scheduler/storage/postgres/postgres_presence): it
// may be in the middle of sending what it leased.
constexpr std::chrono::seconds surely_dead_after{10};
constexpr std::chrono::seconds between_looks_for_the_dead{1};
// While the mail server itself is in trouble every mail would fare the same: one attempt now and then is enough.
constexpr std::chrono::milliseconds shortest_rest_in_trouble{1'000};
constexpr std::chrono::milliseconds longest_rest_in_trouble{20'000};

}  // namespace

worker::worker(database& db, clock const& time, randomness& chance, worker_setup setup)
    : db_(db), clock_(time), chance_(chance), setup_(std::move(setup)) {}

worker::~worker() {
  stop();
}

void worker::start() {
  for (unsigned i = 0; i < setup_.connections; ++i) threads_.emplace_back(&worker::run, this);
}

void worker::stop() {
  stopping_ = true;
  wake();
  for (auto& t : threads_) t.join();
  threads_.clear();
}

void worker::wake() {
  {
    std::lock_guard const lock(mutex_);
    ++wakes_;
  }
  woken_.notify_all();
}

void worker::run() {
  std::unique_ptr<mailer> way_out;
  outcomes owed;
  auto pause = shortest_rest_in_trouble;
  while (!stopping()) {
    auto const did = look(way_out, owed);
    if (did == progress::in_trouble) {
      rest(pause);
      pause = std::min(pause * 2, longest_rest_in_trouble);
      continue;
    }
    pause = shortest_rest_in_trouble;
    if (did == progress::idle) rest(setup_.look_every);
  }
  write_down(owed);
}

worker::progress worker::look_once(mailer& way_out) {
  outcomes owed;
  auto const did = send_what_is_due(way_out, owed);
  return write_down(owed) ? did : progress::in_trouble;
}

worker::progress worker::look(std::unique_ptr<mailer>& way_out, outcomes& owed) {
  try {
    if (!way_out) way_out = setup_.make_mailer();
    if (!write_down(owed)) return progress::in_trouble;
    return send_what_is_due(*way_out, owed);
  } catch (std::exception const& fault) {
    log::error("the mail worker met a fault", {{"reason", fault.what()}});
    return progress::in_trouble;
  }
}

void worker::rest(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  auto const before = wakes_;
  woken_.wait_for(lock, at_most, [&] { return stopping() || wakes_ != before; });
}

worker::progress worker::send_what_is_due(mailer& way_out, outcomes& owed) {
  auto const leased = lease_some();
  bool trouble = false;
  for (auto const& m : leased) {
    bool const lease_too_short = clock_.now() + longest_send > *m.leased_until;
    if (stopping() || trouble || lease_too_short) {
      owed.push_back({m, given_back(m), m.smtp_code});
    } else {
      owed.push_back(send_one(way_out, m));
      trouble = owed.back().server_trouble;
    }
    if (!write_down(owed)) trouble = true;
  }
  if (trouble) return progress::in_trouble;
  return leased.empty() ? progress::idle : progress::sent_some;
}

// A clock that was ahead and is set right must not let mail wait for as long as it was wrong.
void worker::look_at_the_clock() {
  auto const now = clock_.now();
  bool const went_back = now.time_since_epoch() < seconds(last_look_) - a_moment;
  if (went_back) {
    int const brought = db_.write_now([now](store& s) { return storage::bring_forward(s.db(), now); });
    log::warning("the clock went back; mail that was due by it leaves now", {{"mails", std::to_string(brought)}});
  }
  last_look_ = now.time_since_epoch().count();
}

// What a process leased that is gone waits for another to send it.
void worker::take_over_from_the_dead() {
  if (!db_.is_shared()) return;
  std::lock_guard const lock(absent_mutex_);
  auto const now = std::chrono::steady_clock::now();
  if (now - looked_for_them_ < between_looks_for_the_dead) return;
  looked_for_them_ = now;
  auto const before = std::exchange(absent_since_, {});  // a database that was away knows nobody for a while
  auto const absent = db_.read_now([this](store& s) { return storage::absent_owners(s.db(), setup_.owner); });
  for (auto const& name : absent) absent_since_.emplace(name, before.contains(name) ? before.at(name) : now);
  for (auto const& [name, since] : absent_since_) {
    if (now - since < surely_dead_after) continue;
    int const mails = db_.write_now([&](store& s) { return storage::release_leases(s.db(), name); });
    log::warning("a process died; its mail is taken over", {{"process", name}, {"mails", std::to_string(mails)}});
  }
}

std::vector<mail> worker::lease_some() {
  look_at_the_clock();
  take_over_from_the_dead();
  // Looking first keeps an idle server from writing.
  auto const due =
      db_.read_now([](store& s) { return storage::mail_is_held(s.db()) ? std::nullopt : storage::next_due(s.db()); });
  if (!due || *due > clock_.now()) return {};
  return db_.write_now([this](store& s) {
    auto const now = clock_.now();
    if (storage::mail_is_held(s.db())) return std::vector<mail>{};
    return storage::claim_due(s.db(), {setup_.owner, now, now + lease_time}, leased_at_once);
  });
}

composed worker::compose(mail const& m, instant now) {
  if (now > m.useless_after) return std::string("too late to be of use");
  auto const job = [&](store& s) { return setup_.compose(s, m, now); };
  return composing_writes(m.kind) ? db_.write_now(job) : db_.read_now(job);
}

worker::outcome worker::send_one(mailer& way_out, mail const& m) {
  try {
    auto const made = compose(m, clock_.now());
    if (auto const* letter = std::get_if<message>(&made)) return deliver(way_out, m, *letter);
    return {m, {mail_state::dropped, {}, std::get<std::string>(made), false, std::nullopt}};
  } catch (std::exception const& fault) {
    log::error("a mail could not be made or handed over", {{"mail", m.id.text}, {"reason", fault.what()}});
    delivery_report const again{delivery::refused_for_now, 0, fault.what(), false, false};
    return {m, after_delivery(m, again, clock_.now(), chance_)};
  }
}

worker::outcome worker::deliver(mailer& way_out, mail const& m, message const& letter) {
  auto const report = way_out.send(letter);
  return {m, after_delivery(m, report, clock_.now(), chance_), report.smtp_code, report.server_trouble};
}

// False where the database does not take them: they stay owed.
bool worker::write_down(outcomes& owed) {
  try {
    for (; !owed.empty(); owed.pop_front()) settle(owed.front());
    return true;
  } catch (std::exception const& fault) {
    log::error("what became of a mail could not be written down", {{"reason", fault.what()}});
    return false;
  }
}

void worker::settle(outcome const& what) {
  auto const& m = what.it;
  db_.write_now([&](store& s) {
    record(s, m, what.step, what.smtp_code, clock_.now());
    return true;
  });
  count(what.step.state);
  if (what.step.state == mail_state::failed || what.step.state == mail_state::uncertain)
    log::warning("a mail was not delivered", {{"mail", m.id.text},
                                              {"kind", std::string(name_of(m.kind))},
                                              {"state", std::string(name_of(what.step.state))}});
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
