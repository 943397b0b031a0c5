// Who did what, when: ids only. Lines are added and never changed or removed; the schema refuses both. Within a
// transaction; the thread of its connection.
#pragma once

#include "scheduler/rules/ids.hpp"
#include "scheduler/storage/connection.hpp"
#include "scheduler/storage/page.hpp"

namespace rehearse::storage {

struct audit_line {
  audit_id id;
  instant at;
  std::string who;                    // name_of(caller)
  std::string what;                   // "booking.cancel", "policy.put", …
  std::vector<std::string> subjects;  // texts of ids and slugs
};

void insert(connection& db, audit_line const& line);
// One piece, latest first; errc::bad_query for a cursor that is none.
result<paged<audit_line>> list_audit(connection& db, page const& piece);

}  // namespace rehearse::storage
