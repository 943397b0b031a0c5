// /healthz, /readyz and /metrics (contract 3): is it alive, may it be sent requests, and its figures as Prometheus
// text. Answered without tokens and before the routes, also while the rest is overloaded. The only home of
// prometheus-cpp. Any thread.
#pragma once

#include "scheduler/reminders/worker.hpp"
#include "scheduler/storage/database.hpp"
#include "server/http/server.hpp"

#include <atomic>
#include <functional>
#include <memory>

namespace rehearse {

class vital_signs {
 public:
  // What it looks at; all outlive it.
  struct observed {
    database& db;
    worker const& mail;
    clock const& time;
    std::function<http::server::figures()> http;
  };
  explicit vital_signs(observed watched);
  ~vital_signs();

  // Whether the path is one of the three; then `respond` is called, at once or from a thread of the database.
  bool handle(http::request const& asked, http::respond const& respond);
  void begin_draining() { draining_ = true; }

 private:
  class gauges;
  void answer_ready(http::respond const& respond);
  void answer_metrics(http::respond const& respond);

  observed watched_;
  std::unique_ptr<gauges> gauges_;
  std::atomic<bool> draining_{false};
};

}  // namespace rehearse
