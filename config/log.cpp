#include "config/log.hpp"

#include "config/log_line.hpp"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace rehearse::log {

namespace {

using moment = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

// Standard error, in pieces: what is written with `later` waits until somebody flushes, or a piece is full.
class piecewise_sink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit piecewise_sink(format as)
      : beginning_(
            as == format::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",)" : "%Y-%m-%dT%H:%M:%S.%eZ %l ",
            spdlog::pattern_time_type::utc, ""),
        end_(as == format::json ? "}\n" : "\n") {}

  bool has_waiting() const { return waits_; }

 private:
  static constexpr std::size_t full = 32 * 1024;

  void sink_it_(spdlog::details::log_msg const& message) override {
    begin_line(message);
    piece_.append(message.payload.data(), message.payload.size()).append(end_);
    waits_ = true;
    if (piece_.size() >= full) flush_();
  }

  // Lines of the same millisecond and level begin alike: under load those are many.
  void begin_line(spdlog::details::log_msg const& message) {
    auto const at = std::chrono::time_point_cast<std::chrono::milliseconds>(message.time);
    if (at != begun_at_ || message.level != begun_with_) {
      begun_.clear();
      beginning_.format(message, begun_);
      begun_at_ = at;
      begun_with_ = message.level;
    }
    piece_.append(begun_.data(), begun_.size());
  }

  // A log that cannot be written must not end the process, nor hold it up.
  void flush_() override {
    std::string_view rest = piece_;
    while (!rest.empty()) {
      auto const written = ::write(STDERR_FILENO, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) break;
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    piece_.clear();
    waits_ = false;
  }

  spdlog::pattern_formatter beginning_;
  std::string_view const end_;
  spdlog::memory_buf_t begun_;
  moment begun_at_;
  spdlog::level::level_enum begun_with_ = spdlog::level::off;  // no line has it
  std::string piece_;
  std::atomic<bool> waits_ = false;
};

struct open_log {
  std::shared_ptr<piecewise_sink> sink;
  std::shared_ptr<spdlog::logger> logger;
  format as = format::text;
};

spdlog::level::level_enum spdlog_level(level l) {
  switch (l) {
    case level::debug:
      return spdlog::level::debug;
    case level::info:
      return spdlog::level::info;
    case level::warning:
      return spdlog::level::warn;
    case level::error:
      return spdlog::level::err;
    case level::off:
      break;
  }
  return spdlog::level::off;
}

open_log make_log(level least, format as) {
  auto const sink = std::make_shared<piecewise_sink>(as);
  open_log made{sink, std::make_shared<spdlog::logger>("rehearse", sink), as};
  made.logger->set_level(spdlog_level(least));
  return made;
}

open_log& the_log() {
  // Never destroyed: a thread that outlives main's last line may still have something to say.
  static auto& log = *new open_log(make_log(level::warning, format::text));
  return log;
}

void write_later(level l, std::string_view what, fields facts) {
  open_log const& log = the_log();
  if (!log.logger->should_log(spdlog_level(l))) return;
  std::string const line = log.as == format::json ? json_members(what, facts) : text_line(what, facts);
  log.logger->log(spdlog_level(l), spdlog::string_view_t(line.data(), line.size()));
}

void write(level l, std::string_view what, fields facts) {
  write_later(l, what, facts);
  flush();
}

}  // namespace

void later(level l, std::string_view what, fields facts) {
  write_later(l, what, facts);
}
void flush() {
  open_log const& log = the_log();
  if (log.sink->has_waiting()) log.sink->flush();
}

void open(level least, format as) {
  the_log() = make_log(least, as);
}

void debug(std::string_view what, fields facts) {
  write(level::debug, what, facts);
}
void info(std::string_view what, fields facts) {
  write(level::info, what, facts);
}
void warning(std::string_view what, fields facts) {
  write(level::warning, what, facts);
}
void error(std::string_view what, fields facts) {
  write(level::error, what, facts);
}

}  // namespace rehearse::log
