#include "scheduler/storage/sign_in_table.hpp"

#include "scheduler/storage/row.hpp"

namespace rehearse::storage {

void insert(connection& db, sign_in const& s) {
  run(db, "insert into sign_ins (id, role, owner, generation, expires_at, used_at) values ($1, $2, $3, $4, $5, $6)",
      s.id, name_of(s.role), s.owner, s.generation, s.expires_at, s.used_at);
}

std::optional<sign_in> find(connection& db, sign_in_id const& id) {
  auto& found = query(db, "select id, role, owner, generation, expires_at, used_at from sign_ins where id = $1", id);
  return first_row(found, [](row r) {
    sign_in s;
    s.id.text = r.text();
    s.role = r.word(party_named);
    s.owner = r.text();
    s.generation = r.number();
    s.expires_at = r.time();
    s.used_at = r.maybe_time();
    return s;
  });
}

bool use(connection& db, sign_in_id const& id, instant now) {
  return run(db, "update sign_ins set used_at = $2 where id = $1 and used_at is null and expires_at > $2", id, now) > 0;
}

void renew(connection& db, sign_in_id const& id, instant expires_at) {
  run(db, "update sign_ins set generation = generation + 1, used_at = null, expires_at = $2 where id = $1", id,
      expires_at);
}

int remove_expired_sign_ins(connection& db, instant before) {
  return run(db, "delete from sign_ins where expires_at < $1", before);
}

}  // namespace rehearse::storage
