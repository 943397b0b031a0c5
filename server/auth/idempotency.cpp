#include "server/auth/idempotency.hpp"

#include "scheduler/storage/idempotency_table.hpp"

#include <array>

#include <sodium.h>

namespace rehearse {
namespace {

constexpr std::size_t longest_key = 255;

std::string hex_hash(std::string_view text) {
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                     nullptr, 0);
  std::array<char, 65> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return std::string(hex.data(), 64);
}

storage::idempotency_key stored_key(call const& c, caller const& who, writing const& w) {
  bool const nobody = std::holds_alternative<anonymous>(who);
  return {nobody ? w.idempotency_caller : name_of(who), std::string(http::name_of(c.request->verb)), c.request->path,
          idempotency_key_of(c, w)};
}

// Fields of one answer as lines; neither names nor values hold line breaks.
std::string lines_of(http::header_list const& fields) {
  std::string lines;
  for (auto const& [name, value] : fields) lines += name + ": " + value + "\n";
  return lines;
}

http::header_list fields_of(std::string_view lines) {
  http::header_list fields;
  while (!lines.empty()) {
    auto const line = lines.substr(0, lines.find('\n'));
    auto const colon = line.find(": ");
    fields.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    lines.remove_prefix(line.size() + 1);
  }
  return fields;
}

// A 422 names what is wrong: here it is the body as a whole.
refusal used_for_another() {
  constexpr auto sentence = "This Idempotency-Key was used for a request with another body.";
  return {.code = errc::idempotency_mismatch, .detail = sentence, .errors = {{"", sentence}}, .alternatives = {}};
}

}  // namespace

std::string idempotency_key_of(call const& c, writing const& w) {
  if (!w.idempotency_key.empty()) return w.idempotency_key;
  return std::string(c.request->header("Idempotency-Key").value_or(""));
}

std::optional<result<http::response>> answered_before(store& s, call const& c, caller const& who, writing const& w,
                                                      instant now) {
  auto const key = stored_key(c, who, w);
  if (key.key.empty()) return std::nullopt;
  if (key.key.size() > longest_key)
    return refused(errc::bad_query, "The Idempotency-Key is longer than 255 characters.");
  auto const kept = storage::find(s.db(), key, now - 24h);
  if (!kept) return std::nullopt;
  if (kept->body_hash != hex_hash(c.request->body)) return used_for_another();
  http::response again;
  again.status = kept->status;
  again.headers = fields_of(kept->headers);
  again.body = kept->body;
  again.with("Idempotency-Replayed", "true");
  return again;
}

void keep_answer(store& s, call const& c, caller const& who, writing const& w, http::response const& given,
                 instant now) {
  auto const key = stored_key(c, who, w);
  if (key.key.empty()) return;
  storage::keep(
      s.db(),
      {key, hex_hash(c.request->body), given.status, lines_of(given.headers), std::string(given.content()), now},
      now - 24h);
}

}  // namespace rehearse
