#include "scheduler/storage/idempotency_table.hpp"

#include "scheduler/storage/row.hpp"

namespace rehearse::storage {

std::optional<kept_answer> find(connection& db, idempotency_key const& key, instant since) {
  auto& found = query(db,
                      "select body_hash, status, headers, body, made_at from idempotency_keys "
                      "where caller = $1 and method = $2 and path = $3 and key = $4 and made_at > $5",
                      key.caller, key.method, key.path, key.key, since);
  return first_row(found, [&](row r) {
    kept_answer a;
    a.asked = key;
    a.body_hash = r.text();
    a.status = r.number();
    a.headers = r.text();
    a.body = r.text();
    a.made_at = r.time();
    return a;
  });
}

void keep(connection& db, kept_answer const& answer, instant since) {
  auto const& key = answer.asked;
  run_later(db,
            "delete from idempotency_keys "
            "where caller = $1 and method = $2 and path = $3 and key = $4 and made_at <= $5",
            key.caller, key.method, key.path, key.key, since);
  run_later(db,
            "insert into idempotency_keys (caller, method, path, key, body_hash, status, headers, body, made_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            key.caller, key.method, key.path, key.key, answer.body_hash, answer.status, answer.headers, answer.body,
            answer.made_at);
}

int remove_answers_before(connection& db, instant before) {
  return run(db, "delete from idempotency_keys where made_at < $1", before);
}

}  // namespace rehearse::storage
