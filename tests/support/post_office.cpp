#include "tests/support/post_office.hpp"

#include <algorithm>

namespace rehearse::test {
namespace {

class counter_of final : public mailer {
 public:
  explicit counter_of(post_office& office) : office_(office) {}
  delivery_report send(message const& mail) override { return office_.take(mail); }

 private:
  post_office& office_;
};

}  // namespace

delivery_report accepted() {
  return {delivery::sent, 250, "250 OK", false, false};
}
delivery_report refused_for_now() {
  return {delivery::refused_for_now, 451, "451 come back later", false, false};
}
delivery_report refused_for_good() {
  return {delivery::refused_for_good, 550, "550 no such person", false, false};
}
delivery_report perhaps_accepted() {
  return {delivery::perhaps_sent, 354, "the connection was lost", false, false};
}
delivery_report mailbox_full() {
  return {delivery::refused_for_good, 552, "552 5.2.2 mailbox full", true, false};
}
delivery_report no_server() {
  return {delivery::refused_for_now, 0, "connection refused", false, true};
}

void post_office::answer(std::function<delivery_report(message const&)> with) {
  std::lock_guard const lock(mutex_);
  answer_ = std::move(with);
}

void post_office::answer(delivery_report const& always) {
  answer([always](message const&) { return always; });
}

std::unique_ptr<mailer> post_office::counter() {
  return std::make_unique<counter_of>(*this);
}

std::vector<post_office::posted> post_office::attempts() const {
  std::lock_guard const lock(mutex_);
  return attempts_;
}

std::vector<post_office::posted> post_office::delivered() const {
  auto all = attempts();
  std::erase_if(all, [](posted const& p) { return p.answer.outcome != delivery::sent; });
  return all;
}

void post_office::forget() {
  std::lock_guard const lock(mutex_);
  attempts_.clear();
}

delivery_report post_office::take(message const& letter) {
  std::function<delivery_report(message const&)> answer;
  {
    std::lock_guard const lock(mutex_);
    answer = answer_;
  }
  auto const report = answer(letter);
  std::lock_guard const lock(mutex_);
  attempts_.push_back({letter, clock_.now(), report});
  return report;
}

letters const& the_letters() {
  static letters const all;
  return all;
}

sender_facts the_sender() {
  return {"https://rehearse.example", "mail@rehearse.example"};
}

worker_setup setup_with(post_office& office, std::string owner) {
  worker_setup setup;
  setup.compose = make_composer(the_letters(), the_sender());
  setup.make_mailer = [&office] { return office.counter(); };
  setup.owner = std::move(owner);
  setup.connections = 1;
  setup.look_every = std::chrono::milliseconds(2);
  return setup;
}

void deliver_due(world& w, post_office& office) {
  worker sends(w.database(), w.clock(), w.chance(), setup_with(office));
  auto const counter = office.counter();
  while (sends.look_once(*counter) == worker::progress::sent_some) continue;
}

}  // namespace rehearse::test
