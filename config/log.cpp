#include "config/log.hpp"

#include "config/log_line.hpp"

#include <memory>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace rehearse::log {

namespace {

struct open_log {
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
  open_log made{std::make_shared<spdlog::logger>("rehearse", std::make_shared<spdlog::sinks::stderr_sink_mt>()), as};
  made.logger->set_pattern(
      as == format::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
      spdlog::pattern_time_type::utc);
  made.logger->set_level(spdlog_level(least));
  made.logger->flush_on(spdlog::level::trace);
  return made;
}

open_log& the_log() {
  // Never destroyed: a thread that outlives main's last line may still have something to say.
  static auto& log = *new open_log(make_log(level::warning, format::text));
  return log;
}

void write(level l, std::string_view what, fields facts) {
  open_log const& log = the_log();
  if (!log.logger->should_log(spdlog_level(l))) return;
  std::string const line = log.as == format::json ? json_members(what, facts) : text_line(what, facts);
  log.logger->log(spdlog_level(l), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

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
