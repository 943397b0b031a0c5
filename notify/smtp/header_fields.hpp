// Header fields of a mail: folded, non-ASCII as encoded words (RFC 2047), and never more lines than meant. Used by mime
// and, for envelope addresses, by smtp_mailer. Pure; any thread.
#pragma once

#include "notify/letters/message.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace rehearse {

// A value that would break out of its header field or out of an SMTP command. What it says names the field, not the
// value.
class unsafe_header : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws unsafe_header unless `address` is ASCII local@domain without blanks, brackets or control characters, ≤ 254
// long.
void check_address(std::string_view field, std::string_view address);

// "Subject: …\r\n" for free text. Throws unsafe_header for CR, LF or NUL.
std::string text_field(std::string_view field, std::string_view text);

// "To: name <address>\r\n". Throws unsafe_header as the two above.
std::string mailbox_field(std::string_view field, mailbox const& who);

// "Message-ID: <left@right>\r\n". Throws unsafe_header unless `id` is one id in brackets (RFC 5322 section 3.6.4).
std::string id_field(std::string_view field, std::string_view id);

// "Date: Tue, 24 Nov 2026 13:30:00 +0000\r\n".
std::string date_field(instant when);

}  // namespace rehearse
