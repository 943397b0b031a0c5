#include "scheduler/storage/sessions_table.hpp"

#include "scheduler/storage/row.hpp"

namespace rehearse::storage {
namespace {

session read_session(row r) {
  session s;
  s.id.text = r.text();
  s.hash = r.text();
  s.role = r.word(party_named);
  s.owner = r.text();
  s.csrf_generation = r.number();
  s.made_at = r.time();
  s.last_seen_at = r.time();
  s.expires_at = r.time();
  return s;
}

}  // namespace

void insert(connection& db, session const& s) {
  run(db,
      "insert into sessions (id, hash, role, owner, csrf_generation, made_at, last_seen_at, expires_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      s.id, s.hash, name_of(s.role), s.owner, s.csrf_generation, s.made_at, s.last_seen_at, s.expires_at);
}

std::optional<session> session_of_hash(connection& db, std::string_view hash, instant now) {
  return first_row(query(db,
                         "select id, hash, role, owner, csrf_generation, made_at, last_seen_at, expires_at "
                         "from sessions where hash = $1 and expires_at > $2",
                         hash, now),
                   read_session);
}

void update(connection& db, session const& s) {
  run(db, "update sessions set last_seen_at = $2, expires_at = $3, csrf_generation = $4 where id = $1", s.id,
      s.last_seen_at, s.expires_at, s.csrf_generation);
}

void remove(connection& db, session_id const& id) {
  run(db, "delete from sessions where id = $1", id);
}

int remove_sessions_of(connection& db, std::string_view owner) {
  return run(db, "delete from sessions where owner = $1", owner);
}

int remove_expired_sessions(connection& db, instant now) {
  return run(db, "delete from sessions where expires_at <= $1", now);
}

}  // namespace rehearse::storage
