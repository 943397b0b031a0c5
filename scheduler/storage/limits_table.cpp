#include "scheduler/storage/limits_table.hpp"

namespace rehearse::storage {

bool may_explain_limit(connection& db, std::string_view address, instant now) {
  return run(db,
             "insert into limit_notices (address, at) values ($1, $2) "
             "on conflict (address) do update set at = excluded.at where limit_notices.at <= $3",
             address, now, now - 24h) > 0;
}

}  // namespace rehearse::storage
