// What a client sees of one connection: keep-alive, order, fields of every answer, what handlers may do.
#include "tests/http/raw_client.hpp"
#include "tests/http/sample_server.hpp"

#include <atomic>
#include <future>
#include <mutex>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

namespace rehearse::http {
namespace {

std::string get(std::string const& target, std::string const& fields = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

TEST(Connection, AnswersRequestAfterRequest) {
  sample_server here;
  raw_client client(here.port());

  client.send(get("/one"));
  auto const first = client.answer();
  client.send(get("/two"));
  auto const second = client.answer();

  EXPECT_EQ(first->body, "GET /one ");
  EXPECT_EQ(second->body, "GET /two ");
  EXPECT_FALSE(first->field("Connection"));
  EXPECT_EQ(here.counted().accepted, 1U);
  EXPECT_EQ(here.counted().requests, 2U);
}

TEST(Connection, AnswersPipelinedRequestsInOrderThoughAnswersComeFromOtherThreads) {
  std::vector<std::jthread> workers;
  sample_server here([&](request asked, respond answer) {
    workers.emplace_back([asked = std::move(asked), answer] { echo(asked, answer); });
  });
  raw_client client(here.port());

  std::string all;
  for (int i = 0; i < 50; ++i) all += get("/" + std::to_string(i));
  client.send(all);

  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.answer()->body, "GET /" + std::to_string(i) + " ");
}

TEST(Connection, WritesTheFieldsOfEveryAnswer) {
  sample_server here;
  raw_client client(here.port());

  client.send(get("/", "X-Request-Id: mine\r\n"));
  auto const answer = client.answer();

  EXPECT_EQ(answer->head.substr(0, 17), "HTTP/1.1 200 OK\r\n");
  EXPECT_EQ(answer->field("Date"), "Tue, 24 Nov 2026 13:30:00 GMT");
  EXPECT_EQ(answer->field("Content-Length"), "6");
  EXPECT_EQ(answer->field("X-Request-Id")->substr(0, 4), "req_");
  EXPECT_FALSE(answer->field("Server"));
}

TEST(Connection, GivesEachRequestAnIdOfItsOwnAndTellsTheHandler) {
  std::mutex lock;
  std::set<std::string> told, seen;
  sample_server here([&](request asked, respond answer) {
    std::lock_guard const locked(lock);
    told.insert(asked.id);
    echo(asked, answer);
  });

  for (int i = 0; i < 4; ++i) {
    raw_client client(here.port());
    for (int k = 0; k < 4; ++k) {
      client.send(get("/"));
      seen.insert(*client.answer()->field("X-Request-Id"));
    }
  }

  EXPECT_EQ(seen.size(), 16U);
  EXPECT_EQ(told, seen);
}

TEST(Connection, LeavesTheBodyAwayWhereHttpSaysSo) {
  sample_server here([](request asked, respond answer) {
    auto given = text_response(asked.path == "/204" ? 204 : asked.path == "/304" ? 304 : 200, "text/plain", "body");
    answer(std::move(given));
  });
  raw_client client(here.port());

  client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get("/204") + get("/304") + get("/"));

  EXPECT_EQ(client.answer_without_body()->field("Content-Length"), "4");
  EXPECT_FALSE(client.answer()->field("Content-Length"));
  EXPECT_FALSE(client.answer()->field("Content-Length"));
  EXPECT_EQ(client.answer()->body, "body");
}

// More than a socket takes at once, so that it leaves in pieces. No stretch of it comes twice, so that one that is left
// out, sent again or misplaced shows.
std::string numbers() {
  std::string text;
  for (int i = 0; i < 700'000; ++i) text += std::to_string(i) + ' ';
  return text;
}

TEST(Connection, SendsBytesKeptElsewhere) {
  auto const kept = std::make_shared<std::string const>(numbers());
  sample_server here([&](request, respond answer) {
    response given;
    given.shared_body = kept;
    answer(std::move(given));
  });
  raw_client client(here.port());

  client.send(get("/") + get("/"));

  EXPECT_TRUE(client.answer()->body == *kept);
  EXPECT_TRUE(client.answer()->body == *kept);
}

TEST(Connection, ClosesWhenTheClientAsksForIt) {
  sample_server here;
  raw_client client(here.port());

  client.send(get("/", "Connection: close\r\n"));
  auto const answer = client.answer();

  EXPECT_EQ(answer->field("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST(Connection, KeepsHttp10AliveOnlyWhenAsked) {
  sample_server here;
  raw_client plain(here.port()), staying(here.port());

  plain.send("GET / HTTP/1.0\r\n\r\n");
  staying.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

  EXPECT_EQ(plain.answer()->field("Connection"), "close");
  EXPECT_TRUE(plain.is_closed());
  EXPECT_EQ(staying.answer()->field("Connection"), "keep-alive");
  staying.send("GET /more HTTP/1.0\r\n\r\n");
  EXPECT_EQ(staying.answer()->body, "GET /more ");
}

TEST(Connection, AnswersAClientThatHasFinishedSending) {
  sample_server here;
  raw_client client(here.port());

  client.send(get("/"));
  client.finish_sending();

  EXPECT_EQ(client.answer()->status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST(Connection, TakesTheFirstAnswerAlone) {
  sample_server here([](request asked, respond answer) {
    answer(text_response(200, "text/plain", asked.path));
    answer(text_response(200, "text/plain", "late"));
  });
  raw_client client(here.port());

  client.send(get("/a") + get("/b"));

  EXPECT_EQ(client.answer()->body, "/a");
  EXPECT_EQ(client.answer()->body, "/b");
}

TEST(Connection, IsNotAnsweredForAnotherThatIsAskingOnTheSameThread) {
  auto options = quick_options();
  options.threads = 1;
  respond first;
  sample_server here(
      [&first](request asked, respond answer) {
        if (asked.path == "/first") {
          first = std::move(answer);
          return;
        }
        first(text_response(200, "text/plain", "to the first"));
        answer(text_response(200, "text/plain", "to the second"));
      },
      options);
  raw_client one(here.port()), other(here.port());

  one.send(get("/first"));
  ASSERT_TRUE(becomes_true([&] { return here.counted().requests == 1; }));
  other.send(get("/second"));

  EXPECT_EQ(one.answer()->body, "to the first");
  EXPECT_EQ(other.answer()->body, "to the second");
}

TEST(Connection, AnswersFiveHundredForAHandlerThatThrowsOrForgets) {
  sample_server here([](request asked, respond) {
    if (asked.path == "/throws") throw std::runtime_error("a secret");
  });
  raw_client client(here.port());

  client.send(get("/throws") + get("/forgets"));
  auto const thrown = client.answer(), forgotten = client.answer();

  EXPECT_EQ(thrown->status, 500);
  EXPECT_EQ(thrown->body.find("secret"), std::string::npos);
  EXPECT_EQ(forgotten->status, 500);
}

TEST(Connection, AnswersFiveHundredWhenAnotherThreadForgets) {
  std::jthread worker;
  sample_server here([&](request, respond answer) { worker = std::jthread([kept = std::move(answer)] {}); });
  raw_client client(here.port());

  client.send(get("/"));

  EXPECT_EQ(client.answer()->status, 500);
}

TEST(Connection, LetsAnAnswerOutliveConnectionAndServer) {
  std::promise<respond> owed;
  {
    sample_server here([&](request, respond answer) { owed.set_value(std::move(answer)); });
    raw_client client(here.port());
    client.send(get("/"));
    ASSERT_EQ(owed.get_future().wait_for(std::chrono::seconds(60)), std::future_status::ready);
  }
  // Both are gone; nothing may happen.
}

TEST(Connection, IgnoresAnAnswerThatComesAfterTheServer) {
  std::promise<respond> owed;
  auto waiting = owed.get_future();
  respond late;
  {
    sample_server here([&](request, respond answer) { owed.set_value(std::move(answer)); });
    raw_client client(here.port());
    client.send(get("/"));
    late = waiting.get();
  }
  late(text_response(200, "text/plain", "too late"));
}

TEST(Connection, ServesSixtyFourAtOnce) {
  sample_server here;
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> clients;
    for (int i = 0; i < 64; ++i)
      clients.emplace_back([&, i] {
        raw_client client(here.port());
        auto const path = "/" + std::to_string(i);
        for (int k = 0; k < 20; ++k) {
          client.send(get(path));
          auto const answer = client.answer();
          right += answer && answer->body == "GET " + path + " ";
        }
      });
  }

  EXPECT_EQ(right, 64 * 20);
  EXPECT_EQ(here.counted().accepted, 64U);
  EXPECT_TRUE(becomes_true([&] { return here.counted().open_connections == 0; }));
}

}  // namespace
}  // namespace rehearse::http
