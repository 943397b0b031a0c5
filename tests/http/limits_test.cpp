// Nobody holds the server up: slow clients, too many of them; and what its options say.
#include "tests/http/raw_client.hpp"
#include "tests/http/sample_server.hpp"

#include <future>
#include <system_error>

#include <gtest/gtest.h>

namespace rehearse::http {
namespace {

std::string get(std::string const& target, std::string const& fields = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

server_options hasty() {
  auto options = quick_options();
  options.header_timeout = options.body_timeout = options.idle_timeout = options.write_timeout =
      std::chrono::seconds(3);
  return options;
}

TEST(Timeout, TellsWhoeverBeganARequestAndWasTooSlow) {
  sample_server here(echo, hasty());
  raw_client header(here.port()), body(here.port());

  header.send("GET / HT");
  body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");

  EXPECT_EQ(header.answer()->status, 408);
  EXPECT_EQ(body.answer()->status, 408);
  EXPECT_TRUE(header.is_closed());
  EXPECT_TRUE(body.is_closed());
}

TEST(Timeout, IsNotPutOffByAByteNowAndThen) {
  sample_server here(echo, hasty());
  raw_client client(here.port());
  std::jthread const dripping([&](std::stop_token stop) {
    client.send("GET /");
    while (!stop.stop_requested() && client.send("a")) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  });

  EXPECT_EQ(client.answer()->status, 408);
}

TEST(Timeout, ClosesIdleConnectionsInSilence) {
  sample_server here(echo, hasty());
  raw_client fresh(here.port()), used(here.port());

  used.send(get("/"));
  EXPECT_EQ(used.answer()->status, 200);

  EXPECT_TRUE(fresh.is_closed());
  EXPECT_TRUE(used.is_closed());
}

TEST(Timeout, EndsAConnectionWhoseAnswersNobodyReads) {
  auto const kept = std::make_shared<std::string const>(16'000, 'x');
  sample_server here(
      [&](request, respond answer) {
        response given;
        given.shared_body = kept;
        answer(std::move(given));
      },
      hasty());
  raw_client client(here.port());

  for (int i = 0; i < 2000 && client.send(get("/")); ++i) {  // 32 MB of answers: more than the sockets hold
  }

  EXPECT_TRUE(becomes_true([&] { return here.counted().requests > 0 && here.counted().open_connections == 0; }));
  EXPECT_LT(here.counted().requests, 2000U);
}

TEST(Timeout, DoesNotConcernAHandlerThatTakesItsTime) {
  std::promise<respond> owed;
  auto waiting = owed.get_future();
  sample_server here([&](request, respond answer) { owed.set_value(std::move(answer)); }, hasty());
  raw_client client(here.port());

  client.send(get("/"));
  auto const answer = waiting.get();
  std::this_thread::sleep_for(std::chrono::milliseconds(3500));  // longer than every time-out: what is being tested
  answer(text_response(200, "text/plain", "done"));

  EXPECT_EQ(client.answer()->body, "done");
}

TEST(Limits, TurnConnectionsAwayWhenTooMany) {
  auto options = quick_options();
  options.max_connections = 2;
  sample_server here(echo, options);
  auto first = std::make_unique<raw_client>(here.port());
  raw_client second(here.port());
  ASSERT_TRUE(becomes_true([&] { return here.counted().open_connections == 2; }));

  raw_client third(here.port());
  auto const refused = third.answer();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503);
  EXPECT_TRUE(refused->field("Retry-After"));
  EXPECT_TRUE(third.is_closed());
  third.finish_sending();
  first.reset();

  ASSERT_TRUE(becomes_true([&] { return here.counted().open_connections == 1; }));
  raw_client fourth(here.port());
  fourth.send(get("/"));
  EXPECT_EQ(fourth.answer()->status, 200);
}

TEST(Limits, LeaveMoreInTheKernelsQueueThanCanBeToldSo) {
  auto options = quick_options();
  options.max_connections = 2;
  sample_server here(echo, options);
  std::vector<std::unique_ptr<raw_client>> crowd;
  auto const room = options.max_connections + server_options::most_turned_away;
  for (std::size_t i = 0; i < room + 20; ++i) crowd.push_back(std::make_unique<raw_client>(here.port()));
  ASSERT_TRUE(becomes_true([&] { return here.counted().accepted >= room; }));

  std::uint64_t most = 0;
  for (int i = 0; i < 100; ++i) {  // many pauses, in each of which one more once came in
    most = std::max(most, here.counted().open_connections);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }

  EXPECT_EQ(most, room);
}

TEST(Limits, AreNotUsedUpByThoseWhoAreTurnedAway) {
  auto options = quick_options();
  options.max_connections = 2;
  sample_server here(echo, options);
  auto first = std::make_unique<raw_client>(here.port());
  raw_client second(here.port());
  std::vector<std::unique_ptr<raw_client>> turned_away;
  for (int i = 0; i < 10; ++i) turned_away.push_back(std::make_unique<raw_client>(here.port()));
  for (auto const& one : turned_away) ASSERT_EQ(one->answer()->status, 503);

  first.reset();

  ASSERT_TRUE(becomes_true([&] { return here.counted().open_connections <= 11; }));
  raw_client late(here.port());
  late.send(get("/"));
  EXPECT_EQ(late.answer()->status, 200);
}

TEST(Limits, LetTheIdleMakeRoomWhenTheServerFills) {
  auto options = quick_options();
  options.max_connections = 8;
  options.idle_timeout = std::chrono::seconds(600);
  sample_server here(echo, options);
  std::vector<std::unique_ptr<raw_client>> crowd;
  for (int i = 0; i < 8; ++i) crowd.push_back(std::make_unique<raw_client>(here.port()));

  ASSERT_TRUE(becomes_true([&] { return here.counted().open_connections == 8; }));

  EXPECT_TRUE(becomes_true([&] { return here.counted().open_connections < 6; }));
  raw_client late(here.port());
  late.send(get("/late"));
  EXPECT_EQ(late.answer()->status, 200);
}

TEST(Limits, LetTheIdleRestWhileThereIsRoom) {
  auto options = quick_options();
  options.max_connections = 8;
  sample_server here(echo, options);
  raw_client first(here.port()), second(here.port());

  std::this_thread::sleep_for(std::chrono::milliseconds(2500));  // longer than the idle may rest in a crowd

  first.send(get("/"));
  EXPECT_EQ(first.answer()->status, 200);
  EXPECT_EQ(here.counted().open_connections, 2U);
}

TEST(Server, SaysWhyItCannotListen) {
  sample_server here;
  auto options = quick_options();
  options.port = here.port();

  EXPECT_THROW(server(options, echo, sample_problem), std::system_error);
}

TEST(Server, TellsTheHandlerWhoAsksBehindAProxy) {
  auto options = quick_options();
  options.trusted_proxies = {"127.0.0.0/8"};
  sample_server here(
      [](request asked, respond answer) { answer(text_response(200, "text/plain", asked.client_address)); }, options);
  raw_client client(here.port());

  client.send(get("/") + get("/", "X-Forwarded-For: 203.0.113.9\r\n"));

  EXPECT_EQ(client.answer()->body, "127.0.0.1");
  EXPECT_EQ(client.answer()->body, "203.0.113.9");
}

}  // namespace
}  // namespace rehearse::http
