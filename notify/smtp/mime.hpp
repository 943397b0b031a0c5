// A message as the bytes that travel (RFC 5322, RFC 2045): mixed{alternative{text, html, calendar}, invite.ics}. Both
// mailers send exactly these, and they are the same for every attempt of one message. Pure; any thread. (Not libcurl's
// MIME: it has no way to hand the finished text to anything but a connection, and .eml files need it.)
#pragma once

#include "notify/letters/message.hpp"
#include "notify/smtp/header_fields.hpp"

#include <string>

namespace rehearse {

// The whole mail, CRLF lines of at most 998 octets, ASCII only. Throws unsafe_header where a value could forge a
// header.
std::string mime_text(message const& mail);

}  // namespace rehearse
