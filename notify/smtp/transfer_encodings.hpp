// The two ways of carrying any bytes in lines of at most 76 characters (RFC 2045 section 6). Used by mime and
// header_fields. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace rehearse {

// Text for a mail's body: LF, CRLF and CR all become CRLF line breaks; whatever is not plain ASCII becomes =XX. Ends
// with CRLF.
std::string quoted_printable(std::string_view text);
void append_quoted_printable(std::string& to, std::string_view text);

// One unbroken run of base64, padded.
std::string base64(std::string_view bytes);

// base64 in CRLF lines of 76 characters, for files.
std::string base64_lines(std::string_view bytes);

}  // namespace rehearse
