#include "server/http/exchange.hpp"

#include "server/http/connection.hpp"
#include "server/http/event_loop.hpp"

#include <boost/asio/post.hpp>

namespace rehearse::http {

namespace {

struct delivery {
  event_loop* home;
  std::uint64_t connection;
  std::optional<response> answer;

  void operator()() {
    if (auto* const waiting = home->find(connection)) waiting->deliver(std::move(answer));
  }
};

}  // namespace

void exchange::answer(std::optional<response> with) {
  if (answered_.exchange(true)) return;
  auto const home = home_.lock();
  if (!home) return;
  auto const here = home->context().get_executor();
  auto* const asking = here.running_in_this_thread() ? home->asking(connection_) : nullptr;
  if (asking != nullptr)
    asking->deliver(std::move(with));  // still inside the call of the handler: nothing waits yet, nothing is resumed
  else
    asio::post(here, delivery{home.get(), connection_, std::move(with)});
}

}  // namespace rehearse::http
