// A mail ready to go, as the letters make it and the mailers take it: Unicode texts, nothing encoded yet. A value.
#pragma once

#include "config/instant.hpp"

#include <optional>
#include <string>

namespace rehearse {

struct mailbox {
  std::string name;     // may be empty
  std::string address;  // one address, checked when it came in

  friend bool operator==(mailbox const&, mailbox const&) = default;
};

enum class invitation_method { request, cancel };

struct invitation {
  invitation_method method = invitation_method::request;
  std::string calendar;  // the VCALENDAR, CRLF lines, UTF-8
};

struct message {
  mailbox from;
  mailbox to;
  std::optional<mailbox> reply_to;
  std::string subject;
  std::string text;  // LF lines
  std::string html;  // LF lines; one document, styles inside, no remote parts
  std::optional<invitation> calendar;
  std::string message_id;  // "<mail_…@host>": the same for every attempt of one outbox row
  std::string thread_id;   // "<bk_…@host>" for In-Reply-To and References; empty: none
  instant date;
};

}  // namespace rehearse
