#include "tests/simulation/mail_room.hpp"

#include "scheduler/storage/outbox_table.hpp"
#include "tests/simulation/tables.hpp"
#include "tests/support/failing_database.hpp"

namespace rehearse::test {
namespace {

std::string id_of(message const& letter) {
  return letter.message_id.substr(1, letter.message_id.find('@') - 1);
}

bool is_leased(world& w, std::string const& id) {
  auto const row = read_mail_row(w, id);
  return row && row->state == "leased";
}

}  // namespace

mail_room::mail_room(world& w, dice& chance) : w_(w), chance_(chance), office_(w.clock()) {
  office_.answer([this](message const& letter) { return take(letter); });
}

void mail_room::deliver() {
  worker sends(w_.database(), w_.clock(), w_.chance(), setup_with(office_, "server " + std::to_string(servers_)));
  auto const counter = office_.counter();
  while (sends.look_once(*counter) == worker::progress::sent_some) continue;
  office_.forget();
}

bool mail_room::deliver_and_die(int after_writes) {
  failing_database mortal(w_.database());
  mortal.writes_left = after_writes;
  worker sends(mortal, w_.clock(), w_.chance(), setup_with(office_, "server " + std::to_string(servers_)));
  auto const counter = office_.counter();
  auto const before = arrivals_.size();
  try {
    while (sends.look_once(*counter) == worker::progress::sent_some) continue;
  } catch (database_unavailable const&) {
    // Died before it had leased anything more.
  }
  office_.forget();
  if (mortal.fails) forget_what_nobody_wrote_down(before);
  return mortal.fails;
}

// What was handed over since, whatever came of it, unless its row says what.
void mail_room::forget_what_nobody_wrote_down(std::size_t arrived_before) {
  for (auto at = arrived_before; at < arrivals_.size(); ++at)
    if (is_leased(w_, arrivals_[at].mail)) ++arrived_in_doubt_[arrivals_[at].mail];
  std::erase_if(last_doubt_, [&](auto const& doubt) {
    bool const is_forgotten = is_leased(w_, doubt.first);
    if (is_forgotten) --doubts_[doubt.first];
    return is_forgotten;
  });
}

void mail_room::restart(bool frees_leases) {
  ++servers_;
  if (frees_leases) w_.write([](store& s) { return storage::release_leases(s.db(), ""); });
}

std::vector<arrival> mail_room::take_arrivals() {
  return std::exchange(arrivals_, {});
}

int mail_room::doubts(std::string const& mail) const {
  auto const found = doubts_.find(mail);
  return found == doubts_.end() ? 0 : found->second;
}

delivery_report mail_room::take(message const& letter) {
  ++attempts_;
  auto const doubt = last_doubt_.find(id_of(letter));
  if (doubt != last_doubt_.end() && w_.now() < doubt->second + 15min) ++too_soon_;
  switch (mood_) {
    case server_mood::down:
      ++refused_;
      return no_server();
    case server_mood::refusing:
      if (chance_.one_in(3)) break;
      ++refused_;
      return refused_for_now();
    case server_mood::losing:
      if (chance_.one_in(3)) break;
      ++doubts_[id_of(letter)];
      last_doubt_[id_of(letter)] = w_.now();
      if (chance_.one_in(2)) note(letter, false);
      return perhaps_accepted();
    default:
      break;
  }
  note(letter, true);
  return accepted();
}

void mail_room::note(message const& letter, bool acknowledged) {
  auto const id = id_of(letter);
  arrivals_.push_back({letter, id, w_.now(), acknowledged});
  if (!acknowledged) ++arrived_in_doubt_[id];
}

}  // namespace rehearse::test
