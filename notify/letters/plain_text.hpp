// Care with texts that strangers typed and that end up in mails. For the letters alone. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rehearse {

// Control characters, line breaks included, become single blanks, and marks that turn the direction of writing are left
// out: fit for a header field.
std::string one_line(std::string_view text);

// The text on one line, or nothing when it could be an advertisement (a link, an address, very long): whoever books
// with another person's address must not be able to have a message of his own delivered there.
std::string harmless(std::string_view text);

// The same for what goes to an address that anybody may have typed: nor what mail programs make a link of by
// themselves, "pills.example".
std::string harmless_to_strangers(std::string_view text);

// A name to stand in a sentence: where it is written from right to left, the words around it stay in their order (FSI
// and PDI of Unicode's bidirectional algorithm).
std::string isolated(std::string_view text);

// An http or https URL without blanks or control characters: may be a link.
bool is_web_link(std::string_view url);

// At most so many characters, cut at a blank, with an ellipsis where something was left out.
std::string shortened(std::string_view text, std::size_t characters);

// Lines of at most 72 characters where blanks allow it, continued under their own indentation; never more than one
// empty line.
std::string wrapped(std::string_view text);

}  // namespace rehearse
