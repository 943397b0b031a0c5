#include "scheduler/storage/interview_types_table.hpp"

#include "scheduler/documents/interview_type_document.hpp"
#include "scheduler/storage/row.hpp"
#include "scheduler/storage/stored_document.hpp"

namespace rehearse::storage {
namespace {

interview_type read_type(row r) {
  static thread_local documents_met<interview_type> met;
  auto t = met.read(r.text(), read_kept_interview_type, "interview type");
  t.revision = r.number();
  return t;
}

}  // namespace

void insert(connection& db, interview_type const& t) {
  run(db, "insert into interview_types (id, document, revision) values ($1, $2, $3)", t.id,
      document_text(write_interview_type(t)), t.revision);
  db.noted().interview_types = true;
}

std::optional<interview_type> find_interview_type(connection& db, slug const& id) {
  return first_row(query(db, "select document, revision from interview_types where id = $1", id), read_type);
}

void update(connection& db, interview_type const& t) {
  must_change(run(db, "update interview_types set document = $2, revision = $3 where id = $1", t.id,
                  document_text(write_interview_type(t)), t.revision),
              "interview type");
  db.noted().interview_types = true;
}

std::vector<interview_type> all_interview_types(connection& db) {
  return all_rows(query(db, "select document, revision from interview_types order by id"), read_type);
}

}  // namespace rehearse::storage
