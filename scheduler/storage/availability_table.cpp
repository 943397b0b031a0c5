#include "scheduler/storage/availability_table.hpp"

#include "scheduler/documents/availability_document.hpp"
#include "scheduler/storage/row.hpp"
#include "scheduler/storage/stored_document.hpp"
#include "scheduler/storage/volunteers_table.hpp"

namespace rehearse::storage {

published_availability published_in(row& r) {
  published_availability p;
  p.hours = stored(read_availability(parse_document(r.text())), "availability");
  p.revision = r.number();
  p.changed_at = r.time();
  return p;
}

std::optional<published_availability> find_availability(connection& db, volunteer_id const& volunteer) {
  auto& s = query(db, "select document, revision, changed_at from availabilities where volunteer_id = $1", volunteer);
  return first_row(s, [](row r) { return published_in(r); });
}

void publish(connection& db, volunteer_id const& volunteer, published_availability const& published) {
  run(db,
      "insert into availabilities (volunteer_id, document, revision, changed_at) values ($1, $2, $3, $4) "
      "on conflict (volunteer_id) do update set document = excluded.document, revision = excluded.revision, "
      "changed_at = excluded.changed_at",
      volunteer, document_text(write_availability(published.hours)), published.revision, published.changed_at);
  raise_slots_revision(db, volunteer);
}

}  // namespace rehearse::storage
