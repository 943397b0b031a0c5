// Documents of scheduler/documents as the text of a column. Used by the tables alone.
#pragma once

#include "scheduler/rules/result.hpp"

#include <string>

#include <boost/json/value.hpp>

namespace rehearse::storage {

std::string document_text(boost::json::object const& document);
boost::json::value parse_document(std::string const& text);

[[noreturn]] void throw_unreadable(refusal const& why, char const* what);

// What a reader made of a stored document. One that cannot be read is a fault, not a refusal: std::runtime_error.
template <class T>
T stored(result<T> read, char const* what) {
  if (!read) throw_unreadable(read.error(), what);
  return std::move(*read);
}

}  // namespace rehearse::storage
