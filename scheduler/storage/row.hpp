// Reads the columns of a row one after the other, and lists that are kept as JSON text. Used by the tables alone.
#pragma once

#include "scheduler/storage/connection.hpp"

#include <string>
#include <vector>

namespace rehearse::storage {

class row {
 public:
  explicit row(statement const& s) : from_(s) {}

  std::string text() { return from_.text(next_++); }
  std::int64_t big() { return from_.integer(next_++); }
  int number() { return static_cast<int>(big()); }
  bool flag() { return big() != 0; }
  instant time() { return instant{seconds{big()}}; }
  wall_clock wall_time() { return wall_clock{seconds{big()}}; }

  std::optional<std::string> maybe_text() { return is_null() ? skip<std::string>() : text(); }
  std::optional<instant> maybe_time() { return is_null() ? skip<instant>() : time(); }
  bool is_null() const { return from_.is_null(next_); }
  // Leaves out the next columns.
  void pass(int columns = 1) { next_ += columns; }

  // The value of a word as one of the …_named functions knows it; std::runtime_error where it knows none.
  template <class Value>
  Value word(std::optional<Value> (*named)(std::string_view)) {
    int const column = next_++;
    return known(named(from_.text(column)), column);
  }
  template <class Value>
  std::optional<Value> maybe_word(std::optional<Value> (*named)(std::string_view)) {
    return is_null() ? skip<Value>() : word(named);
  }

 private:
  template <class T>
  std::optional<T> skip() {
    ++next_;
    return std::nullopt;
  }
  template <class Value>
  Value known(std::optional<Value> value, int column) const {
    if (!value) throw std::runtime_error("a word that nobody knows in the database: " + from_.text(column));
    return *value;
  }

  statement const& from_;
  int next_ = 0;
};

// Every row of a query, as `read` makes of it.
template <class Read>
auto all_rows(statement& s, Read read) {
  std::vector<std::invoke_result_t<Read, row>> found;
  while (s.step()) found.push_back(read(row(s)));
  return found;
}

// The first row, or none.
template <class Read>
auto first_row(statement& s, Read read) -> std::optional<std::invoke_result_t<Read, row>> {
  if (!s.step()) return std::nullopt;
  return read(row(s));
}

// Runs an update that must find its row; std::logic_error where there is none.
inline void must_change(int changed, char const* what) {
  if (changed == 0) throw std::logic_error(std::string("not in the database: ") + what);
}

// A JSON array of strings, and back.
std::string list_text(std::vector<std::string> const& words);
std::vector<std::string> read_list(std::string const& text);

}  // namespace rehearse::storage
