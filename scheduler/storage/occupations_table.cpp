#include "scheduler/storage/occupations_table.hpp"

#include "scheduler/rules/names.hpp"
#include "scheduler/storage/row.hpp"
#include "scheduler/storage/volunteers_table.hpp"

namespace rehearse::storage {
namespace {

// The schema's longest occupation: what begins earlier than this before an instant has ended by it.
constexpr auto longest = minutes(480 + 2 * 240);

constexpr named<occupation_kind> kinds[] = {
    {occupation_kind::booking, "booking"},
    {occupation_kind::hold, "hold"},
};
std::optional<occupation_kind> kind_named(std::string_view name) {
  return value_in(kinds, name);
}

occupation read_occupation(row r) {
  occupation o;
  o.id.text = r.text();
  o.kind = r.word(kind_named);
  o.booking.text = r.text();
  o.from = r.time();
  o.to = r.time();
  o.start = r.time();
  o.runs_out = r.maybe_time();
  return o;
}

// Of whoever's time the booking takes.
void raise_slots_revision_of(connection& db, booking_id const& booking) {
  auto const whose = all_rows(query(db, "select volunteer_id from occupations where booking_id = $1", booking),
                              [](row r) { return volunteer_id{r.text()}; });
  for (auto const& volunteer : whose) raise_slots_revision(db, volunteer);
}

}  // namespace

// SQLite's trigger refuses, and the transaction goes on. In PostgreSQL an error would end it, and a plain INSERT
// against an exclusion constraint deadlocks in a race: there the number of rows tells.
#define REHEARSE_INSERT_OCCUPATION                                                                                   \
  "insert into occupations (id, volunteer_id, booking_id, kind, occupied_from, occupied_to, start_at, runs_out_at) " \
  "values ($1, $2, $3, $4, $5, $6, $7, $8)"

bool insert(connection& db, volunteer_id const& volunteer, occupation const& taken) try {
  auto const* const sql = db.engine() == engine_kind::sqlite ? REHEARSE_INSERT_OCCUPATION
                                                             : REHEARSE_INSERT_OCCUPATION
                              " on conflict on constraint occupations_do_not_overlap do nothing";
  int const rows = run(db, sql, taken.id, volunteer, taken.booking, name_in(kinds, taken.kind), taken.from, taken.to,
                       taken.start, taken.runs_out);
  if (rows > 0) raise_slots_revision(db, volunteer);
  return rows > 0;
} catch (overlap_refused const&) {
  return false;
}

std::vector<occupation> occupations_of(connection& db, volunteer_id const& volunteer, instant from, instant to) {
  return all_rows(query(db,
                        "select id, kind, booking_id, occupied_from, occupied_to, start_at, runs_out_at "
                        "from occupations where volunteer_id = $1 and occupied_from > $2 and occupied_from < $3 "
                        "and occupied_to > $4 order by occupied_from",
                        volunteer, from - longest - 1s, to, from),
                  read_occupation);
}

std::unordered_map<volunteer_id, std::vector<occupation>> occupations_of_active(connection& db, instant from,
                                                                                instant to) {
  std::unordered_map<volunteer_id, std::vector<occupation>> found;
  auto& s = query(db,
                  "select v.id, o.id, o.kind, o.booking_id, o.occupied_from, o.occupied_to, o.start_at, o.runs_out_at "
                  "from volunteers v join occupations o on o.volunteer_id = v.id "
                  "where v.status = 'active' and o.occupied_from > $1 and o.occupied_from < $2 and o.occupied_to > $3",
                  from - longest - 1s, to, from);
  while (s.step()) {
    row r(s);
    auto& theirs = found[volunteer_id{r.text()}];
    theirs.push_back(read_occupation(r));
  }
  return found;
}

void keep_occupation_of(connection& db, booking_id const& booking) {
  raise_slots_revision_of(db, booking);
  run_later(db, "update occupations set kind = 'booking', runs_out_at = null where booking_id = $1", booking);
}

int remove_occupations_of(connection& db, booking_id const& booking) {
  raise_slots_revision_of(db, booking);
  return run(db, "delete from occupations where booking_id = $1", booking);
}

std::vector<booking_id> run_out_holds(connection& db, volunteer_id const& volunteer, instant now) {
  return all_rows(query(db,
                        "select booking_id from occupations where runs_out_at is not null and runs_out_at <= $2 "
                        "and volunteer_id = $1",
                        volunteer, now),
                  [](row r) { return booking_id{r.text()}; });
}

}  // namespace rehearse::storage
