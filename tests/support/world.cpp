#include "tests/support/world.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/open.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/list_slots.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace rehearse::test {
namespace {

// Read once, printed once: whoever sees a failure can have the same chance again.
std::uint64_t seed_of_this_run() {
  static std::uint64_t const seed = [] {
    char const* given = std::getenv("REHEARSE_SEED");
    std::uint64_t const chosen = given != nullptr ? std::strtoull(given, nullptr, 10) : 2026;
    std::fprintf(stderr, "REHEARSE_SEED=%llu\n", static_cast<unsigned long long>(chosen));
    return chosen;
  }();
  return seed;
}

void require_tzdata() {
  static auto const trouble = trouble_with_tzdata();
  if (trouble) throw std::runtime_error(*trouble);
}

std::array<unsigned char, 32> secret_of_tests() {
  std::array<unsigned char, 32> secret{};
  for (std::size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<unsigned char>(i);
  return secret;
}

}  // namespace

instant at(std::string_view text) {
  if (auto const when = read_instant(text)) return *when;
  if (auto const day = read_date(text)) return instant{day->time_since_epoch()};
  throw std::invalid_argument("no instant: '" + std::string(text) + "'");
}

world::world(std::string const& file)
    : clock_(at("2026-11-02T08:00:00Z")), chance_(seed_of_this_run()), secret_(secret_of_tests()) {
  require_tzdata();
  // One that writes, so that jobs are done in the order in which they came, as on SQLite.
  if (file == in_memory && on_postgres())
    database_ = open_database({.url = place_.emplace().url(), .connections = 1, .readers = 1}, chance_, secret_);
  else
    database_ = as_asked(open_database({.url = "sqlite:" + file}, chance_, secret_));
  database_->keep(copies_);
  type("coding-60", 60min);
}

world::~world() {
  database_->close();
}

std::vector<slot> world::slots(somebody const& who, std::string_view from, std::string_view to) {
  volunteer_slots_request const asked{who.id, "coding-60", at(from), at(to)};
  return read([&](store& s) { return list_slots(s, anonymous{}, asked, now()); }).value().slots;
}

std::vector<std::string> world::starts(somebody const& who, std::string_view from, std::string_view to) {
  std::vector<std::string> texts;
  for (auto const& free : slots(who, from, to)) texts.push_back(to_text(free.start));
  return texts;
}

std::vector<mail> world::outbox() {
  return read([](store& s) {
    std::vector<mail> all;
    for (storage::page piece{200, ""};;) {
      auto got = storage::list(s.db(), {}, piece).value();
      all.insert(all.end(), got.items.begin(), got.items.end());
      if (!got.next) break;
      piece.cursor = *got.next;
    }
    std::reverse(all.begin(), all.end());
    return all;
  });
}

std::vector<mail> world::outbox(mail_kind kind) {
  auto all = outbox();
  std::erase_if(all, [kind](mail const& m) { return m.kind != kind; });
  return all;
}

void world::sql(std::string const& script) {
  write([&](store& s) { s.db().execute(script); });
}

}  // namespace rehearse::test
