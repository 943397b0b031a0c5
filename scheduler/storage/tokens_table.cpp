#include "scheduler/storage/tokens_table.hpp"

#include "scheduler/storage/row.hpp"

namespace rehearse::storage {
namespace {

api_token read_token(row r) {
  api_token t;
  t.id.text = r.text();
  t.role = r.word(party_named);
  t.owner = r.text();
  t.hash = r.text();
  t.name = r.text();
  t.created_at = r.time();
  t.last_used_at = r.maybe_time();
  t.revoked_at = r.maybe_time();
  return t;
}

}  // namespace

void insert(connection& db, api_token const& t) {
  run(db,
      "insert into api_tokens (id, role, owner, hash, name, created_at, last_used_at, revoked_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      t.id, name_of(t.role), t.owner, t.hash, t.name, t.created_at, t.last_used_at, t.revoked_at);
}

std::optional<api_token> token_of_hash(connection& db, std::string_view hash) {
  return first_row(query(db,
                         "select id, role, owner, hash, name, created_at, last_used_at, revoked_at from api_tokens "
                         "where hash = $1 and revoked_at is null",
                         hash),
                   read_token);
}

std::vector<api_token> all_tokens(connection& db) {
  return all_rows(query(db,
                        "select id, role, owner, hash, name, created_at, last_used_at, revoked_at from api_tokens "
                        "order by number"),
                  read_token);
}

bool revoke(connection& db, token_id const& id, instant at) {
  return run(db, "update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null", id, at) > 0;
}

void note_use(connection& db, token_id const& id, instant at) {
  run(db, "update api_tokens set last_used_at = $2 where id = $1", id, at);
}

}  // namespace rehearse::storage
