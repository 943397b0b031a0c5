#include "scheduler/storage/policies_table.hpp"

#include "scheduler/documents/policy_document.hpp"
#include "scheduler/storage/row.hpp"
#include "scheduler/storage/stored_document.hpp"

namespace rehearse::storage {
namespace {

named_policy read_named(row r) {
  named_policy p;
  p.id = r.text();
  p.rules = stored<read_kept_policy>(r.text(), "policy");
  p.revision = r.number();
  return p;
}

}  // namespace

void insert(connection& db, named_policy const& p) {
  run(db, "insert into policies (id, document, revision) values ($1, $2, $3)", p.id,
      document_text(write_policy(p.rules)), p.revision);
}

std::optional<named_policy> find_policy(connection& db, slug const& id) {
  return first_row(query(db, "select id, document, revision from policies where id = $1", id), read_named);
}

void update(connection& db, named_policy const& p) {
  must_change(run(db, "update policies set document = $2, revision = $3 where id = $1", p.id,
                  document_text(write_policy(p.rules)), p.revision),
              "policy");
}

std::vector<named_policy> all_policies(connection& db) {
  return all_rows(query(db, "select id, document, revision from policies order by id"), read_named);
}

}  // namespace rehearse::storage
