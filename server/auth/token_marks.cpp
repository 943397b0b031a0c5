#include "server/auth/token_marks.hpp"

#include <charconv>
#include <optional>

namespace rehearse {
namespace {

// Characters that neither JSON nor HTML nor a header field writes in another way.
constexpr std::string_view begins = "~~token~";
constexpr char divides = '~';
constexpr std::string_view ends = "~~";

std::string subject_text(token_subject const& subject) {
  return std::to_string(static_cast<int>(subject.purpose)) + divides + subject.row + divides +
         std::to_string(subject.generation);
}

// The token itself is a keyed hash of its subject; hashing a row that no table has makes one for the mark, which
// reveals nothing.
std::string seal_of(secret_key key, token_subject subject) {
  subject.row.insert(0, "mark ");
  return link_token(key, subject);
}

std::optional<int> number_in(std::string_view text) {
  int value = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// The token that a mark's inside stands for; none when nobody here made it.
std::optional<std::string> token_behind(secret_key key, std::string_view mark) {
  auto const first = mark.find(divides);
  auto const second = mark.find(divides, first + 1);
  auto const third = mark.find(divides, second + 1);
  if (first == mark.npos || second == mark.npos || third == mark.npos) return std::nullopt;
  auto const purpose = number_in(mark.substr(0, first));
  auto const generation = number_in(mark.substr(second + 1, third - second - 1));
  if (!purpose || !generation) return std::nullopt;
  token_subject subject{static_cast<token_purpose>(*purpose), std::string(mark.substr(first + 1, second - first - 1)),
                        *generation};
  if (mark.substr(third + 1) != seal_of(key, subject)) return std::nullopt;
  return link_token(key, subject);
}

void reveal_in(secret_key key, std::string& text) {
  auto at = text.find(begins);
  while (at != text.npos) {
    auto const inside = at + begins.size();
    auto const end = text.find(ends, inside);
    if (end == text.npos) return;
    auto const token = token_behind(key, std::string_view(text).substr(inside, end - inside));
    if (token) text.replace(at, end + ends.size() - at, *token);
    at = text.find(begins, token ? at + token->size() : inside);
  }
}

}  // namespace

std::string token_mark(secret_key key, token_subject const& subject) {
  return std::string(begins) + subject_text(subject) + divides + seal_of(key, subject) + std::string(ends);
}

void reveal_tokens(secret_key key, http::response& answer) {
  reveal_in(key, answer.body);
  for (auto& [name, value] : answer.headers) reveal_in(key, value);
}

}  // namespace rehearse
