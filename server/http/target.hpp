// The target of a request line, checked and decoded. Used by the message reader; forms and other texts in
// percent-encoding are declared in request.hpp and live in the same source. Pure; any thread. Boost.URL is included by
// target.cpp alone.
#pragma once

#include "server/http/request.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::http {

struct target {
  std::string scheme, authority;  // of the absolute form, as they are written; else empty
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

// Path and query of a target in origin form (RFC 9112 section 3.2.1) or, for http and https, absolute form (3.2.2),
// decoded; "+" in the query is a space. None for another form, a broken escape, what is not UTF-8, a NUL or other
// control character in the path, and for a path that could be read in two ways: an empty, "." or ".." segment, an
// encoded slash or a backslash.
std::optional<target> read_target(std::string_view text);

// Whether a Host field agrees with the target: every one does with the origin form; with the absolute form the same
// host and port do, without case, a port left away being the scheme's own.
bool agrees_with_host(target const& asked, std::string_view host);

}  // namespace rehearse::http
