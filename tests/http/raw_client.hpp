// A client of the tests' own: bytes out, bytes in, each wait bounded. It keeps no rules, so it can break all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rehearse::http {

struct raw_answer {
  int status = 0;
  std::string head;  // status line and fields, with the empty line
  std::string body;

  // The value of the first field of that name (in the case it is written in), or none.
  std::optional<std::string> field(std::string_view name) const;
};

class raw_client {
 public:
  explicit raw_client(std::uint16_t port);
  ~raw_client();
  raw_client(raw_client const&) = delete;
  raw_client& operator=(raw_client const&) = delete;

  // False when the server takes no more.
  bool send(std::string_view bytes);
  void finish_sending();

  // The next answer, as long as its Content-Length says; none when the connection ends or 10 s pass before it is whole.
  std::optional<raw_answer> answer();
  std::optional<raw_answer> answer_without_body();  // to HEAD; 204, 304 and 1xx are known as such
  // Whether the server has closed its side: no byte more within 10 s, and an orderly end.
  bool is_closed();

 private:
  std::optional<raw_answer> read_answer(bool with_body);
  bool read_more();

  int descriptor_;
  std::string unread_;
};

}  // namespace rehearse::http
