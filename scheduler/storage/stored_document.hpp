// Documents of scheduler/documents as the text of a column. Used by the tables alone.
#pragma once

#include "scheduler/rules/result.hpp"

#include <algorithm>
#include <string>
#include <vector>

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

// Documents of which most rows have the same few (a booking's copy of its policy), with what they were read as: one
// that was met lately is not parsed again. One thread at a time.
template <class T>
class documents_met {
 public:
  T const& read(std::string text, result<T> (*read_document)(boost::json::value const&), char const* what) {
    auto const met = std::ranges::find(all_, text, &document::text);
    if (met != all_.end()) return met->value;
    auto value = stored(read_document(parse_document(text)), what);
    if (all_.size() == at_most) all_.erase(all_.begin());
    return all_.emplace_back(std::move(text), std::move(value)).value;
  }

 private:
  static constexpr std::size_t at_most = 8;
  struct document {
    document(std::string t, T v) : text(std::move(t)), value(std::move(v)) {}
    std::string text;
    T value;
  };
  std::vector<document> all_;
};

}  // namespace rehearse::storage
