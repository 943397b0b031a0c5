// Bytes in, one request out: the framing of HTTP/1.1 as a pure machine, without a socket or a clock. A connection makes
// one for each request and feeds it what has arrived. Beast parses (message_reader.cpp alone includes it),
// header_rules.hpp says what is refused beyond that. One thread at a time.
#pragma once

#include "server/http/header_rules.hpp"
#include "server/http/request.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace rehearse::http {

struct message_limits {
  std::size_t header_bytes;
  std::size_t body_bytes;
};

class message_reader {
 public:
  enum class progress { needs_more, header_read, complete, refused };

  explicit message_reader(message_limits limits);
  ~message_reader();

  // Takes what it can of `bytes`, which begin where the last call stopped taking; `taken` is how many it needs no more.
  // header_read is said once, and only when a body follows.
  progress take(std::string_view bytes, std::size_t& taken);

  request& message();             // as far as it was read
  refusal const& why() const;     // after refused
  bool expects_continue() const;  // from header_read on: the client waits for 100 before it sends the body
  bool keeps_alive() const;       // after complete: the client would send another request
  bool is_http_1_0() const;       // after complete
  bool is_about_server() const;   // after complete: `OPTIONS *`, which has no path

 private:
  class parser;

  progress take_header(std::string_view bytes, std::size_t& taken);
  progress take_body(std::string_view bytes, std::size_t& taken);
  progress refuse(refusal why);
  bool finds_end_of_header(std::string_view bytes);

  message_limits limits_;
  std::unique_ptr<parser> parser_;
  refusal why_{0, {}};
  std::size_t scanned_ = 0;  // of the header, for its end
  std::size_t skipped_ = 0;  // an empty line before the request line
  bool header_read_ = false;
};

}  // namespace rehearse::http
