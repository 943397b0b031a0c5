// The rules of RFC 9112 that a parser which is kind to its peers does not check. What two programs in a row may read in
// two ways lets one of them be deceived (request smuggling), so it is refused. Used by the message reader. Pure; any
// thread.
#pragma once

#include "server/http/request.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rehearse::http {

// Why a request is not even read to its end: the status to answer with, and a plain sentence.
struct refusal {
  int status;
  std::string detail;
};

inline constexpr std::size_t max_target_bytes = 8 * 1024;
inline constexpr std::size_t max_fields = 100;

// Looks at the bytes of a whole header, request line to empty line: line ends, control characters, folded lines, the
// shape of the request line. 400, 414 or 505; none when it may be parsed.
std::optional<refusal> refuse_bytes(std::string_view header);

// Looks at the parsed fields: number, names, Host, Content-Length, Transfer-Encoding, Expect. 400, 417 or 431; none
// when the body's length can be believed.
std::optional<refusal> refuse_fields(header_list const& fields, bool is_http_1_1);

}  // namespace rehearse::http
