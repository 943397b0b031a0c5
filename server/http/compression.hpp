// Answers made smaller for slow lines: gzip (RFC 9110 section 8.4.1.3) where the client takes it. Used for pages
// without secrets and for files; a page that holds a token is never compressed beside what a stranger typed. The only
// home of zlib. Pure; any thread.
#pragma once

#include "server/http/request.hpp"

#include <string>
#include <string_view>

namespace rehearse::http {

// Whether Accept-Encoding names gzip without refusing it (q=0).
bool accepts_gzip(request const& asked);

std::string gzipped(std::string_view bytes);

}  // namespace rehearse::http
