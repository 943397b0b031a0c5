// Documents of scheduler/documents as the text of a column. Used by the tables alone. What hardly ever changes and is
// read with every booking and every mail (the programme, policies, interview types) is made of its text once for each
// thread.
#pragma once

#include "scheduler/rules/result.hpp"

#include <string>
#include <type_traits>
#include <unordered_map>

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

// The same of a text that this thread may have read before: equal texts are equal documents.
template <auto read>
auto stored(std::string const& text, char const* what) {
  using document = std::decay_t<decltype(*read(parse_document(text)))>;
  constexpr std::size_t most = 32;
  thread_local std::unordered_map<std::string, document> known;
  if (auto const found = known.find(text); found != known.end()) return found->second;
  if (known.size() == most) known.clear();
  return known.emplace(text, stored(read(parse_document(text)), what)).first->second;
}

}  // namespace rehearse::storage
