#include "scheduler/storage/page.hpp"

#include <algorithm>
#include <charconv>

namespace rehearse::storage {
namespace {

bool is_id_text(std::string_view text) {
  auto const fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

std::optional<position> read_cursor(std::string_view text) {
  position at;
  auto const [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), at.number);
  auto const read = static_cast<std::size_t>(rest - text.data());
  if (fault != std::errc{} || read == text.size() || text[read] != '-') return std::nullopt;
  at.id = text.substr(read + 1);
  if (!is_id_text(at.id)) return std::nullopt;
  return at;
}

}  // namespace

// "1790000000-bk_7k2m…": the number, then the id. Opaque to those who hold it.
std::string cursor_text(position const& last) {
  return std::to_string(last.number) + "-" + last.id;
}

result<position> position_of(page const& piece, position const& beginning) {
  if (piece.cursor.empty()) return beginning;
  if (auto given = read_cursor(piece.cursor)) return *given;
  refusal r;
  r.code = errc::bad_query;
  r.detail = "cursor must be the value of \"next\" of the page before";
  return r;
}

}  // namespace rehearse::storage
