#include "scheduler/storage/meta_table.hpp"

#include "scheduler/storage/row.hpp"

namespace rehearse::storage {

std::optional<std::string> meta(connection& db, std::string_view name) {
  auto& s = query(db, "select value from meta where name = $1", name);
  return first_row(s, [](row r) { return r.text(); });
}

void set_meta(connection& db, std::string_view name, std::string_view value) {
  run(db, "insert into meta (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
      name, value);
}

void forget_meta(connection& db, std::string_view name) {
  run(db, "delete from meta where name = $1", name);
}

std::string domain_of(connection& db) {
  return meta(db, meta_domain).value();
}

void name_domain(connection& db, std::string_view name) {
  if (meta(db, meta_domain)) return;  // nothing is written where nothing is to be done
  run(db, "insert into meta (name, value) values ($1, $2) on conflict (name) do nothing", meta_domain, name);
}

bool mail_is_held(connection& db) {
  return meta(db, meta_mail_held) == "yes";
}

void hold_mail(connection& db, bool held) {
  set_meta(db, meta_mail_held, held ? "yes" : "no");
}

bool is_empty(connection& db) {
  auto& s = query(db,
                  "select 1 where exists (select 1 from organizers) or exists (select 1 from volunteers) "
                  "or exists (select 1 from interview_types) or exists (select 1 from bookings)");
  return !s.step();
}

}  // namespace rehearse::storage
