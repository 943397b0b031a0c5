#include "scheduler/reminders/worker.hpp"

#include "config/log.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/outbox_table.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// A mail is begun only when its lease outlasts the longest_send of a mailer.
constexpr seconds lease_time = 30min;
static_assert(lease_time > longest_send);
// As many as leave within about that time: urgent mail does not wait for longer behind what was leased before it.
constexpr int fewest_at_once = 8;
constexpr int most_at_once = 64;
constexpr std::chrono::milliseconds wanted_for_a_batch{200};
// Where they leave more slowly than it seemed, the fewest are sent, and the rest is anybody's again after that time.
constexpr std::chrono::milliseconds longest_batch{1'000};
// A letter that was made longer ago is made again: facts are of the moment at which it leaves.
constexpr std::chrono::milliseconds fresh_for{250};
// What threads may differ by that look one after the other, and a clock that is steered gently.
constexpr seconds a_moment = 10s;
// A process that lost its line to the database is back much sooner (scheduler/storage/postgres/postgres_presence): it
// may be in the middle of sending what it leased.
constexpr std::chrono::seconds surely_dead_after{10};
constexpr std::chrono::seconds between_looks_for_the_dead{1};
// While the mail server itself is in trouble every mail would fare the same: one attempt now and then is enough.
constexpr std::chrono::milliseconds shortest_rest_in_trouble{1'000};
constexpr std::chrono::milliseconds longest_rest_in_trouble{20'000};

// Only a batch that was full shows how fast mails leave.
int next_at_once(int before, std::size_t leased, std::chrono::steady_clock::duration took) {
  if (took > wanted_for_a_batch) return std::max(before / 2, fewest_at_once);
  bool const was_quick = leased == static_cast<std::size_t>(before) && took < wanted_for_a_batch / 2;
  return was_quick ? std::min(before * 2, most_at_once) : before;
}

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
  sender mine{nullptr, {}, fewest_at_once};
  auto pause = shortest_rest_in_trouble;
  while (!stopping()) {
    auto const did = look(mine);
    if (did == progress::in_trouble) {
      rest(pause);
      pause = std::min(pause * 2, longest_rest_in_trouble);
      continue;
    }
    pause = shortest_rest_in_trouble;
    if (did == progress::idle) rest(setup_.look_every);
  }
  write_down(mine.owed);
}

worker::progress worker::look_once(mailer& way_out) {
  outcomes owed;
  int at_once = fewest_at_once;
  return send_what_is_due(way_out, owed, at_once);
}

worker::progress worker::look(sender& mine) {
  try {
    if (!mine.way_out) mine.way_out = setup_.make_mailer();
    if (!write_down(mine.owed)) return progress::in_trouble;
    return send_what_is_due(*mine.way_out, mine.owed, mine.at_once);
  } catch (std::exception const& fault) {
    note_fault("the mail worker met a fault", fault);
    return progress::in_trouble;
  }
}

// Each thread would say of a database that is away what all know.
void worker::note_fault(char const* what, std::exception const& fault) {
  if (dynamic_cast<database_unavailable const*>(&fault) != nullptr) return without_database_.is_met(fault.what());
  log::error(what, {{"reason", fault.what()}});
}

void worker::rest(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  auto const before = wakes_;
  woken_.wait_for(lock, at_most, [&] { return stopping() || wakes_ != before; });
}

worker::progress worker::send_what_is_due(mailer& way_out, outcomes& owed, int& at_once) {
  auto const began = std::chrono::steady_clock::now();
  auto due = composed_ahead(lease_some(at_once));
  bool const trouble = !send(way_out, owed, due);
  at_once = next_at_once(at_once, due.mails.size(), std::chrono::steady_clock::now() - began);
  if (!write_down(owed) || trouble) return progress::in_trouble;
  return due.mails.empty() ? progress::idle : progress::sent_some;
}

// False: the mail server or the database is in trouble, and the rest was given back.
bool worker::send(mailer& way_out, outcomes& owed, batch& due) {
  auto const end = std::chrono::steady_clock::now() + longest_batch;
  bool trouble = false;
  for (std::size_t i = 0; i < due.mails.size(); ++i) {
    auto const& m = due.mails[i];
    trouble = trouble || !is_being_written_down(owed);
    bool const lasts_too_long = i >= std::size_t{fewest_at_once} && std::chrono::steady_clock::now() > end;
    bool const lease_too_short = clock_.now() + longest_send > *m.leased_until;
    if (stopping() || trouble || lasts_too_long || lease_too_short) {
      write_soon(owed, {m, given_back(m), m.smtp_code});
    } else {
      auto became = send_one(way_out, due, i);
      trouble = became.server_trouble;
      write_soon(owed, std::move(became));
    }
  }
  return !trouble;
}

// A clock that was ahead and is set right, since the last look or before this process began, must not let mail wait for
// as long as it was wrong.
void worker::look_at_the_clock() {
  auto const now = clock_.now();
  bool const went_back = now.time_since_epoch() < seconds(last_look_) - a_moment;
  if (went_back) {
    int const brought = db_.write_now([now](store& s) { return storage::bring_forward(s.db(), now); });
    if (brought > 0)
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
  auto const before = std::exchange(absent_since_, {});  // a database that was away knows nobody for a while
  auto const absent = db_.read_now([this](store& s) { return storage::absent_owners(s.db(), setup_.owner); });
  for (auto const& name : absent) absent_since_.emplace(name, before.contains(name) ? before.at(name) : now);
  for (auto const& [name, since] : absent_since_) {
    if (now - since < surely_dead_after) continue;
    int const mails = db_.write_now([&](store& s) { return storage::release_leases(s.db(), name); });
    log::warning("a process died; its mail is taken over", {{"process", name}, {"mails", std::to_string(mails)}});
  }
  looked_for_them_ = now;  // not where that failed: others would take the database to be well
}

std::vector<mail> worker::lease_some(int at_once) {
  look_at_the_clock();
  take_over_from_the_dead();
  // Looking first keeps an idle server from writing.
  auto const due =
      db_.read_now([](store& s) { return storage::mail_is_held(s.db()) ? std::nullopt : storage::next_due(s.db()); });
  if (!due || *due > clock_.now()) {
    if (owed_ == 0) without_database_.is_over();  // nothing waits to be written, so an answer is all that is wanted
    return {};
  }
  auto claimed = db_.write_now([this, at_once](store& s) {
    auto const now = clock_.now();
    if (storage::mail_is_held(s.db())) return std::vector<mail>{};
    return storage::claim_due(s.db(), {setup_.owner, now, now + lease_time}, at_once);
  });
  without_database_.is_over();
  return claimed;
}

// All of them in one transaction. What goes wrong with one shows when its turn comes.
worker::batch worker::composed_ahead(std::vector<mail> mails) {
  batch due{std::move(mails), {}, {}};
  due.letters.resize(due.mails.size());
  if (due.mails.empty()) return due;
  try {
    db_.read_now([&](store& s) {
      for (std::size_t i = 0; i < due.mails.size(); ++i) {
        auto const now = clock_.now();
        auto const& m = due.mails[i];
        if (!composing_writes(m.kind) && now <= m.useless_after) due.letters[i] = setup_.compose(s, m, now);
      }
    });
  } catch (std::exception const&) {
    due.letters.assign(due.mails.size(), std::nullopt);
  }
  due.composed_at = std::chrono::steady_clock::now();
  return due;
}

composed worker::compose(mail const& m, instant now) {
  if (now > m.useless_after) return std::string("too late to be of use");
  auto const job = [&](store& s) { return setup_.compose(s, m, now); };
  return composing_writes(m.kind) ? db_.write_now(job) : db_.read_now(job);
}

composed worker::letter_of(batch& due, std::size_t which) {
  auto const now = clock_.now();
  auto& made = due.letters[which];
  bool const is_good =
      made && std::chrono::steady_clock::now() - due.composed_at < fresh_for && now <= due.mails[which].useless_after;
  return is_good ? std::move(*made) : compose(due.mails[which], now);
}

worker::outcome worker::send_one(mailer& way_out, batch& due, std::size_t which) {
  auto const& m = due.mails[which];
  try {
    auto const made = letter_of(due, which);
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

}  // namespace rehearse
