#include "scheduler/storage/programme_table.hpp"

#include "scheduler/documents/programme_document.hpp"
#include "scheduler/storage/row.hpp"
#include "scheduler/storage/stored_document.hpp"

namespace rehearse::storage {

programme find_programme(connection& db) {
  auto found = first_row(query(db, "select document, revision from programme where id = 1"), [](row r) {
    static thread_local documents_met<programme> met;
    auto settings = met.read(r.text(), read_kept_programme, "programme");
    settings.revision = r.number();
    return settings;
  });
  return found.value();
}

void update(connection& db, programme const& settings) {
  must_change(run(db, "update programme set document = $1, revision = $2 where id = 1",
                  document_text(write_programme(settings)), settings.revision),
              "programme");
}

}  // namespace rehearse::storage
