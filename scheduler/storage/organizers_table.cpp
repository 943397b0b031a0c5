#include "scheduler/storage/organizers_table.hpp"

#include "scheduler/storage/row.hpp"

namespace rehearse::storage {
namespace {

organizer read_organizer(row r) {
  return {organizer_id{r.text()}, r.text(), r.text()};
}

}  // namespace

void insert(connection& db, organizer const& o) {
  run(db, "insert into organizers (id, email, name) values ($1, $2, $3)", o.id, o.email, o.name);
}

std::optional<organizer> find(connection& db, organizer_id const& id) {
  return first_row(query(db, "select id, email, name from organizers where id = $1", id), read_organizer);
}

std::optional<organizer> organizer_of_address(connection& db, std::string_view email) {
  return first_row(query(db, "select id, email, name from organizers where email = $1", email), read_organizer);
}

}  // namespace rehearse::storage
