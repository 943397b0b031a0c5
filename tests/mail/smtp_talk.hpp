// How the tests of the SMTP mailer ask it to talk to the scripted server, and what was said between the two. Used by
// the files smtp_*.cpp beside it.
#pragma once

#include "notify/smtp/smtp_mailer.hpp"
#include "tests/support/smtp_sink.hpp"

#include <algorithm>
#include <string>

namespace rehearse::testing {

inline smtp_options options_for(smtp_sink const& sink) {
  smtp_options options;
  options.url = sink.url();
  options.encryption = starttls::never;
  options.ehlo_name = "rehearse.example";
  options.connect_timeout = options.reply_timeout = options.final_reply_timeout = 20s;
  return options;
}

inline bool was_said(smtp_sink const& sink, std::string const& text) {
  auto const lines = sink.dialogue();
  return std::any_of(lines.begin(), lines.end(),
                     [&](std::string const& line) { return line.find(text) != std::string::npos; });
}

inline std::size_t connections(smtp_sink const& sink) {
  auto const lines = sink.dialogue();
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](std::string const& line) {
    return line.find(" - connected") != std::string::npos;
  }));
}

}  // namespace rehearse::testing
