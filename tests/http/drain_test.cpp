// Leaving without losing anything.
#include "tests/http/raw_client.hpp"
#include "tests/http/sample_server.hpp"

#include <future>
#include <mutex>

#include <gtest/gtest.h>

namespace rehearse::http {
namespace {

using std::chrono::seconds;

std::string const plain_get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

// Holds every answer back until release().
class slow_desk {
 public:
  handler as_handler() {
    return [this](request, respond answer) {
      std::lock_guard const locked(mutex_);
      owed_.push_back(std::move(answer));
    };
  }
  std::size_t waiting() {
    std::lock_guard const locked(mutex_);
    return owed_.size();
  }
  void release() {
    std::lock_guard const locked(mutex_);
    for (auto const& answer : owed_) answer(text_response(200, "text/plain", "finished"));
  }

 private:
  std::mutex mutex_;
  std::vector<respond> owed_;
};

// That all are gone is noticed then, not when the time is up.
bool is_done_at_once(std::future<bool>& drained) {
  return drained.wait_for(seconds(30)) == std::future_status::ready && drained.get();
}

TEST(Drain, FinishesWhatIsInFlightAndSaysThatItCloses) {
  slow_desk desk;
  sample_server here(desk.as_handler());
  std::vector<std::unique_ptr<raw_client>> clients;
  for (int i = 0; i < 8; ++i) clients.emplace_back(std::make_unique<raw_client>(here.port()))->send(plain_get);
  ASSERT_TRUE(becomes_true([&] { return desk.waiting() == 8; }));

  auto drained = std::async(std::launch::async, [&] { return here.under_test().drain(seconds(60)); });
  EXPECT_EQ(drained.wait_for(std::chrono::milliseconds(200)), std::future_status::timeout);
  desk.release();

  for (auto const& client : clients) {
    auto const answer = client->answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "finished");
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(client->is_closed());
    client->finish_sending();
  }
  clients.clear();
  EXPECT_TRUE(is_done_at_once(drained));
  EXPECT_EQ(here.counted().open_connections, 0U);
}

TEST(Drain, ClosesIdleConnectionsAndListensNoMore) {
  sample_server here;
  raw_client client(here.port());
  client.send(plain_get);
  EXPECT_EQ(client.answer()->status, 200);

  auto const drained = here.under_test().drain(seconds(10));

  EXPECT_TRUE(drained);
  EXPECT_TRUE(client.is_closed());
  EXPECT_THROW(raw_client(here.port()), std::runtime_error);
}

TEST(Drain, LetsARequestArriveThatHasBegun) {
  sample_server here;
  raw_client client(here.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
  raw_client other(here.port());
  other.send(plain_get);
  EXPECT_EQ(other.answer()->status, 200);

  auto drained = std::async(std::launch::async, [&] { return here.under_test().drain(seconds(60)); });
  EXPECT_TRUE(other.is_closed());
  client.send("bc");

  EXPECT_EQ(client.answer()->body, "POST / abc");
  client.finish_sending();
  EXPECT_TRUE(is_done_at_once(drained));
}

TEST(Drain, TakesWhatHasConnectedAlready) {
  sample_server here;
  std::vector<std::unique_ptr<raw_client>> clients;
  for (int i = 0; i < 32; ++i) clients.emplace_back(std::make_unique<raw_client>(here.port()))->send(plain_get);

  auto drained = std::async(std::launch::async, [&] { return here.under_test().drain(seconds(60)); });

  for (auto const& client : clients) {
    auto const answer = client->answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
  }
  clients.clear();
  EXPECT_TRUE(is_done_at_once(drained));
}

// A client that sends a byte now and then, and reads nothing until it is asked what it was answered.
class slow_client {
 public:
  slow_client(std::uint16_t port, std::string const& begins) : client_(port) {
    client_.send(begins);
    dripping_ = std::jthread([this](std::stop_token stop) {
      while (!stop.stop_requested() && client_.send("a")) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    });
  }
  int status_of_answer() {
    auto const answer = client_.answer();
    return answer ? answer->status : 0;
  }

 private:
  raw_client client_;
  std::jthread dripping_;
};

TEST(Drain, EndsInTimeWhateverItsClientsAreSlowIn) {
  auto options = quick_options();
  options.header_timeout = options.body_timeout = options.idle_timeout = options.write_timeout = seconds(600);
  auto const large = std::make_shared<std::string const>(30'000'000, 'x');  // more than the sockets hold
  sample_server here(
      [large](request asked, respond answer) {
        response given;
        if (asked.path == "/large") given.shared_body = large;
        answer(std::move(given));
      },
      options);
  std::string const post = "POST / HTTP/1.1\r\nHost: a\r\n";
  slow_client header(here.port(), "GET / HTTP/1.1\r\nX: ");
  slow_client next_header(here.port(), plain_get + "GET / HTT");
  slow_client body(here.port(), post + "Content-Length: 60000\r\n\r\n");
  slow_client chunk(here.port(), post + "Transfer-Encoding: chunked\r\n\r\nffff\r\n");
  slow_client reading(here.port(), "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  slow_client sending_what_is_discarded(here.port(), post + "Content-Length: 4000000\r\n\r\n");
  slow_client leaving(here.port(), "GET / HTTP/1.1\r\n\r\n");
  raw_client idle(here.port());
  ASSERT_TRUE(becomes_true([&] { return here.counted().accepted == 8 && here.counted().requests == 2; }));

  EXPECT_TRUE(here.under_test().drain(seconds(20)));

  EXPECT_EQ(here.counted().open_connections, 0U);
  EXPECT_EQ(header.status_of_answer(), 408);
  EXPECT_EQ(next_header.status_of_answer(), 200);
  EXPECT_EQ(next_header.status_of_answer(), 408);
  EXPECT_EQ(body.status_of_answer(), 408);
  EXPECT_EQ(chunk.status_of_answer(), 408);
  EXPECT_EQ(sending_what_is_discarded.status_of_answer(), 413);
  EXPECT_EQ(leaving.status_of_answer(), 400);
  EXPECT_TRUE(idle.is_closed());
}

TEST(Drain, GivesUpWhenTimeIsUp) {
  slow_desk desk;
  sample_server here(desk.as_handler());
  raw_client client(here.port());
  client.send(plain_get);
  ASSERT_TRUE(becomes_true([&] { return desk.waiting() == 1; }));

  EXPECT_FALSE(here.under_test().drain(seconds(1)));
}

TEST(Drain, IsDoneAtOnceBeforeTheStart) {
  server never_started(quick_options(), echo, sample_problem);

  EXPECT_TRUE(never_started.drain(seconds(1)));
}

}  // namespace
}  // namespace rehearse::http
