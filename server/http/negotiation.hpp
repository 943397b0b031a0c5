// What a client can read and what it has already: Accept, Content-Type, If-Match, If-None-Match (RFC 9110 sections
// 12, 8.3 and 13). Used by api and web. Pure; any thread.
#pragma once

#include "server/http/request.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::http {

// Whether an answer of that media type ("application/json") is accepted; without an Accept field everything is.
bool accepts(request const& asked, std::string_view media_type);

// Why a body cannot be taken as one of these media types in UTF-8, uncoded, as a plain sentence; none when it can. By
// Content-Type with its charset, and Content-Encoding.
std::optional<std::string> trouble_with_content(request const& sent, std::initializer_list<std::string_view> types);

// The entity tags of such a field, as they stand there; they refer to it.
std::vector<std::string_view> etags_in(std::string_view field);

// Whether a field of entity tags ("*", or a list) names `etag`, quotation marks included, as If-None-Match compares
// them.
bool etag_matches_weakly(std::string_view field, std::string_view etag);

// Whether the client has this version already: a GET or HEAD is then answered 304.
bool is_not_modified(request const& asked, std::string_view etag);

}  // namespace rehearse::http
