#include "server/application/application.hpp"

#include "config/log.hpp"
#include "config/open_files.hpp"
#include "config/service_manager.hpp"
#include "notify/words/catalogue.hpp"
#include "scheduler/reminders/compose.hpp"
#include "scheduler/reminders/worker.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/storage/volunteer_snapshots.hpp"
#include "server/api/routes.hpp"
#include "server/application/connection_limit.hpp"
#include "server/application/local_socket.hpp"
#include "server/application/mail_way.hpp"
#include "server/application/timekeeper.hpp"
#include "server/application/vital_signs.hpp"
#include "server/auth/dispatch.hpp"
#include "server/auth/kept_answers.hpp"
#include "server/auth/rate_limits.hpp"
#include "server/web/routes.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace rehearse {
namespace {

// Of the time a drain may take: what is left for the database's last commit and the end of the process.
constexpr seconds time_to_close = 2s;

std::size_t affordable_connections(settings const& set) {
  auto const most = connection_limit(set, allow_most_open_files());
  if (most < set.limits.max_connections)
    log::warning("fewer connections than [limits] max_connections: the process may not open more files",
                 {{"connections", std::to_string(most)}});
  return most;
}

http::server_options http_options(settings const& set, rehearse::clock const& time, randomness& chance) {
  http::server_options options;
  options.address = set.server.address;
  options.port = set.server.port;
  options.threads = set.server.threads;
  options.trusted_proxies = set.server.trusted_proxies;
  options.max_header_bytes = set.limits.max_header_bytes;
  options.max_body_bytes = limit_settings::max_body_bytes;
  options.max_discarded_bytes = limit_settings::max_discarded_bytes;
  options.max_connections = affordable_connections(set);
  options.header_timeout = set.limits.header_timeout;
  options.body_timeout = set.limits.body_timeout;
  options.idle_timeout = set.limits.idle_timeout;
  options.write_timeout = set.limits.write_timeout;
  options.request_id_prefix = random_id(chance, "req_").substr(0, 10) + "_";
  options.dates = &time;
  return options;
}

worker_setup mail_setup(settings const& set, letters const& writes, std::string owner, std::string const& public_url,
                        std::stop_token abandon) {
  worker_setup setup;
  setup.compose = make_composer(writes, {public_url, sender_address(set)});
  setup.make_mailer = mail_way(set, std::move(abandon));
  setup.owner = std::move(owner);
  setup.connections = set.smtp.connections;
  return setup;
}

// Of the threads that serve connections: what takes longer is a fault of ours.
constexpr seconds longest_pause{10};

// A folder within [pages] templates; none where none is set.
std::filesystem::path templates_of(settings const& set, char const* part) {
  if (set.pages.templates.empty()) return {};
  return std::filesystem::path(set.pages.templates) / part;
}

// Pseudo-locales are for those who look at a demo.
settings with_its_words(settings set) {
  if (set.demo.inbox) allow_pseudo_locales();
  return set;
}

}  // namespace

// In the order in which they stand on each other; taken down in the opposite one.
class application::parts {
 public:
  parts(settings set, opened all, clock const& time, randomness& chance)
      : set_(with_its_words(std::move(set))),
        copies_(time),
        all_(std::move(all)),
        kept_(copies_, set_.limits.cache_mebibytes * std::size_t{1024 * 1024}),
        limits_(static_cast<int>(set_.limits.requests_per_minute), static_cast<int>(set_.limits.bookings_per_hour)),
        http_(
            http_options(set_, time, chance),
            [this](http::request r, http::respond answer) { handle(std::move(r), std::move(answer)); },
            [this](int status, std::string detail, http::request const& about) {
              return dispatch_.problem(status, std::move(detail), about);
            }),
        facts_{public_origin(set_, http_.port()),
               all_.key(),
               time,
               static_cast<int>(set_.limits.mails_per_hour),
               set_.demo.inbox,
               set_.mail.directory,
               sender_address(set_),
               &kept_},
        dispatch_(*all_.db, limits_, facts_, api_entrance(), pages_entrance(templates_of(set_, "pages"))),
        letters_(templates_of(set_, "letters")),
        mail_(*all_.db, time, chance,
              mail_setup(set_, letters_, all_.db->process_name(), facts_.public_url, abandon_mail_.get_token())),
        signs_({*all_.db, mail_, time, [this] { return http_.counted(); }}),
        timekeeper_(*all_.db, time,
                    [this] {
                      if (http_.answers_within(longest_pause)) tell_service_alive();
                    }),
        time_(time) {
    all_.db->keep(copies_);
    if (!all_.db->is_shared()) take_the_file();
  }

  std::string const& origin() const { return facts_.public_url; }

  void start() {
    if (auto const trouble = trouble_with_mail_folder(set_))
      log::error("mails cannot be written; they wait", {{"reason", *trouble}});
    mail_.start();
    timekeeper_.start();
    http_.start();
  }

  bool drain(seconds within) {
    signs_.begin_draining();
    std::this_thread::sleep_for(set_.server.leave_after);  // so that a proxy learns of it before anybody is refused
    within -= set_.server.leave_after;
    // A mail server that is slow to answer is not waited for: the mail goes out again with the same Message-ID.
    std::jthread const patience(
        [this, within](std::stop_token finished_first) { abandon_after(within / 2, finished_first); });
    bool const finished = finish_http_and_mail(within - time_to_close);
    timekeeper_.stop();
    socket_.reset();  // commands that come now wait for the database itself
    all_.db->close();
    log::flush();
    return finished;
  }

 private:
  // One process has a SQLite file: every lease is of one that is dead, and commands come to this one.
  void take_the_file() {
    all_.db->write_now([](store& s) { return storage::release_leases(s.db(), ""); });
    socket_.emplace(socket_file(set_), [this](command_words const& words) {
      auto answer = run_operator_command({*all_.db, time_, facts_.public_url}, words);
      mail_.wake();  // it may have been released
      return answer;
    });
  }

  // Both at once, so that a client and a mail server that hang do not add up.
  bool finish_http_and_mail(seconds within) {
    std::jthread const mail_finishes([this] { mail_.stop(); });
    return http_.drain(within);
  }

  void handle(http::request r, http::respond answer) {
    if (!signs_.handle(r, answer)) dispatch_.handle(std::move(r), std::move(answer));
  }

  void abandon_after(seconds wait, std::stop_token finished_first) {
    std::mutex mutex;
    std::condition_variable_any asleep;
    std::unique_lock lock(mutex);
    if (!asleep.wait_for(lock, finished_first, wait, [&] { return finished_first.stop_requested(); }))
      abandon_mail_.request_stop();
  }

  settings set_;
  std::stop_source abandon_mail_;
  storage::volunteer_snapshots copies_;
  opened all_;
  kept_answers kept_;
  rate_limits limits_;
  http::server http_;
  server_facts facts_;
  dispatch dispatch_;
  letters letters_;
  worker mail_;
  vital_signs signs_;
  timekeeper timekeeper_;
  clock const& time_;
  std::optional<local_socket> socket_;
};

application::application(settings set, opened all, clock const& time, randomness& chance)
    : parts_(std::make_unique<parts>(std::move(set), std::move(all), time, chance)) {}
application::~application() = default;

std::string application::origin() const {
  return parts_->origin();
}
void application::start() {
  parts_->start();
}
bool application::drain(seconds within) {
  return parts_->drain(within);
}

}  // namespace rehearse
