#include "scheduler/storage/booking_parts.hpp"

#include "scheduler/storage/row.hpp"

namespace rehearse::storage {
namespace {

std::optional<std::string_view> word_of(std::optional<presence> p) {
  if (!p) return std::nullopt;
  return name_of(*p);
}

}  // namespace

void read_parts(connection& db, booking& b) {
  b.history =
      all_rows(query(db, "select at, by_side, what from booking_history where booking_id = $1 order by number", b.id),
               [](row r) {
                 return history_line{r.time(), r.word(party_named), r.text()};
               });
  b.presence_reports =
      all_rows(query(db,
                     "select by_side, candidate, volunteer, at from presence_reports where booking_id = $1 "
                     "order by by_side",
                     b.id),
               [](row r) {
                 return presence_report{r.word(party_named), r.maybe_word(presence_named), r.maybe_word(presence_named),
                                        r.time()};
               });
}

int history_length(connection& db, booking_id const& id) {
  return first_row(query(db, "select count(*) from booking_history where booking_id = $1", id),
                   [](row r) { return r.number(); })
      .value_or(0);
}

void add_new_history(connection& db, booking const& b, int stored) {
  for (auto i = static_cast<std::size_t>(stored); i < b.history.size(); ++i) {
    auto const& line = b.history[i];
    run_later(db, "insert into booking_history (booking_id, number, at, by_side, what) values ($1, $2, $3, $4, $5)",
              b.id, static_cast<int>(i), line.at, name_of(line.by), line.what);
  }
}

void save_reports(connection& db, booking const& b) {
  for (auto const& report : b.presence_reports)
    run_later(
        db,
        "insert into presence_reports (booking_id, by_side, candidate, volunteer, at) values ($1, $2, $3, $4, $5) "
        "on conflict (booking_id, by_side) do update set candidate = excluded.candidate, "
        "volunteer = excluded.volunteer, at = excluded.at",
        b.id, name_of(report.by), word_of(report.candidate), word_of(report.volunteer), report.at);
}

}  // namespace rehearse::storage
