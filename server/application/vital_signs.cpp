#include "server/application/vital_signs.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "server/auth/note_request.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>

#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace rehearse {
namespace {

// Of this moment: nobody may keep it.
http::response plain(int status, std::string_view media_type, std::string text) {
  return http::text_response(status, media_type, std::move(text))
      .with("Cache-Control", "no-store")
      .with("X-Content-Type-Options", "nosniff");
}

http::response text_answer(int status, std::string text) {
  auto given = plain(status, "text/plain; charset=utf-8", std::move(text));
  if (status == 503) given.with("Retry-After", "5");
  return given;
}

// They are asked every few seconds by whoever watches: so their line is for those who look closely.
http::respond noting(http::request const& asked, http::respond const& respond) {
  return [asked, respond, began = std::chrono::steady_clock::now()](http::response given) {
    auto const took = std::chrono::steady_clock::now() - began;
    note_request(log::level::debug, asked, asked.path.substr(1), given.status, took);
    respond(std::move(given));
  };
}

// What of the mail stands in the database. What was sent is not counted: it grows without end.
struct outbox_figures {
  std::vector<std::pair<mail_state, std::int64_t>> counts;
  bool held = false;
  seconds oldest_due{};
};

outbox_figures look_at_outbox(store& s, instant now) {
  auto const first = storage::first_waiting(s.db()).value_or(now);
  outbox_figures seen{{}, storage::mail_is_held(s.db()), std::max(now - first, seconds{0})};
  for (auto const state : {mail_state::waiting, mail_state::leased, mail_state::failed, mail_state::uncertain})
    seen.counts.emplace_back(state, storage::count_mails(s.db(), state));
  return seen;
}

}  // namespace

// One gauge for each figure, filled when asked. A registry is not copied, so one answer at a time is written.
class vital_signs::gauges {
 public:
  std::optional<outbox_figures> outbox_lately() {
    std::lock_guard const lock(mutex_);
    bool const is_fresh = std::chrono::steady_clock::now() < good_until_;
    return is_fresh ? std::optional(outbox_) : std::nullopt;
  }
  void remember(outbox_figures outbox, std::chrono::steady_clock::duration took) {
    std::lock_guard const lock(mutex_);
    outbox_ = std::move(outbox);
    good_until_ =
        std::chrono::steady_clock::now() + std::clamp<std::chrono::steady_clock::duration>(50 * took, 1s, 30s);
  }

  std::string text(observed const& watched, outbox_figures const& outbox) {
    std::lock_guard const lock(mutex_);
    auto const http = watched.http();
    set("rehearse_http_connections_open", "Connections that are open now", http.open_connections);
    set("rehearse_http_connections_total", "Connections accepted since the start", http.accepted);
    set("rehearse_http_requests_total", "Requests since the start", http.requests);
    set("rehearse_http_framing_errors_total", "Requests refused as malformed", http.framing_errors);
    auto const db = watched.db.counted();
    set("rehearse_database_writes_total", "Write jobs done", db.writes);
    set("rehearse_database_reads_total", "Read jobs done", db.reads);
    set("rehearse_database_commits_total", "Commits, each of a group of writes", db.commits);
    set("rehearse_database_run_again_total",
        "Times a write job was begun again, since a neighbour was undone or another came between", db.run_again);
    set("rehearse_database_refused_total", "Jobs refused because a queue was full", db.refused);
    set("rehearse_database_queued_writes", "Write jobs waiting", db.queued_writes);
    set("rehearse_database_queued_reads", "Read jobs waiting", db.queued_reads);
    auto const mail = watched.mail.counted();
    set("rehearse_mail_sent_total", "Mails sent since the start", mail.sent);
    set("rehearse_mail_dropped_total", "Mails that need not leave any more", mail.dropped);
    set("rehearse_mail_postponed_total", "Attempts that will be repeated", mail.postponed);
    set("rehearse_mail_failed_total", "Mails given up", mail.failed);
    set("rehearse_mail_uncertain_total", "Mails that may or may not have arrived", mail.uncertain);
    set("rehearse_mail_held", "1 while `rehearse mail hold` keeps mail from leaving", outbox.held ? 1 : 0);
    set("rehearse_outbox_oldest_due_seconds", "For how long the first mail that waits has been due",
        static_cast<std::uint64_t>(outbox.oldest_due.count()));
    for (auto const& [state, mails] : outbox.counts) {
      auto& family = family_of("rehearse_outbox_mails", "Mails in the outbox by state");
      family.Add({{"state", std::string(name_of(state))}}).Set(static_cast<double>(mails));
    }
    return prometheus::TextSerializer().Serialize(registry_.Collect());
  }

 private:
  prometheus::Family<prometheus::Gauge>& family_of(char const* name, char const* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry_);
  }
  void set(char const* name, char const* help, std::uint64_t value) {
    family_of(name, help).Add({}).Set(static_cast<double>(value));
  }

  std::mutex mutex_;
  outbox_figures outbox_;
  std::chrono::steady_clock::time_point good_until_{};
  prometheus::Registry registry_{prometheus::Registry::InsertBehavior::Merge};
};

vital_signs::vital_signs(observed watched) : watched_(std::move(watched)), gauges_(std::make_unique<gauges>()) {}
vital_signs::~vital_signs() = default;

bool vital_signs::handle(http::request const& asked, http::respond const& raw_respond) {
  if (asked.verb != http::method::get && asked.verb != http::method::head) return false;
  if (asked.path != "/healthz" && asked.path != "/readyz" && asked.path != "/metrics") return false;
  auto const respond = noting(asked, raw_respond);
  if (asked.path == "/healthz") respond(text_answer(200, "alive\n"));
  if (asked.path == "/readyz") answer_ready(respond);
  if (asked.path == "/metrics") answer_metrics(respond);
  return true;
}

void vital_signs::answer_ready(http::respond const& respond) {
  if (draining_) return respond(text_answer(503, "draining\n"));
  watched_.db.read([](store& s) { storage::mail_is_held(s.db()); },
                   [this, respond](std::exception_ptr fault) {
                     if (fault) return respond(text_answer(503, "the database is not reachable\n"));
                     auto said = "ready\ntzdata " + tzdata_version() + "\n";
                     if (auto const trouble = watched_.db.trouble()) said += *trouble + "\n";
                     if (auto const installed = installed_tzdata_version(); installed != tzdata_version())
                       said += "tzdata " + installed + " is installed; a restart applies it\n";
                     respond(text_answer(200, said));
                   });
}

// The outbox is counted at most once a second, however often and by whomever this is asked; less often, where so much
// is planned that counting takes long.
void vital_signs::answer_metrics(http::respond const& respond) {
  auto const answer = [this, respond](outbox_figures const& outbox) {
    respond(plain(200, "text/plain; version=0.0.4; charset=utf-8", gauges_->text(watched_, outbox)));
  };
  if (auto const known = gauges_->outbox_lately()) return answer(*known);
  auto const outbox = std::make_shared<outbox_figures>();
  watched_.db.read(
      [this, outbox](store& s) {
        auto const began = std::chrono::steady_clock::now();
        *outbox = look_at_outbox(s, watched_.time.now());
        gauges_->remember(*outbox, std::chrono::steady_clock::now() - began);
      },
      [outbox, answer](std::exception_ptr const&) { answer(*outbox); });
}

}  // namespace rehearse
