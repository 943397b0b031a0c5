// A text as JSON writes it. Used wherever JSON is written straight into a buffer. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace rehearse::http {

// The text in quotation marks, escaped as RFC 8259 section 7 asks; bytes that are not UTF-8 become U+FFFD.
std::string json_text(std::string_view text);

// The same, added to `json`.
void add_json_text(std::string& json, std::string_view text);

}  // namespace rehearse::http
