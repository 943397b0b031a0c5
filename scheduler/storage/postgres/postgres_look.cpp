#include "scheduler/storage/postgres/postgres_look.hpp"

#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/postgres/postgres_wire.hpp"
#include "scheduler/storage/row.hpp"

namespace rehearse::storage {
namespace {

using troubles = std::vector<std::string>;

// What one row says, or nothing where there is none.
void add(troubles& to, statement& s, std::string const& mended_by) {
  if (s.step()) to.push_back(s.text(0) + ": " + mended_by);
}

// Another program may have its own beside them. Those that a later version adds are not there yet.
std::string our_tables() {
  return tables_of(engine_kind::postgres, newest_schema_version());
}

void look_at_writing(connection& db, troubles& found) {
  add(found,
      query(db,
            "select case when pg_is_in_recovery() then 'it is a standby, which takes no writes' "
            "else 'it takes no writes now (default_transaction_read_only is on)' end "
            "where current_setting('transaction_read_only') = 'on'"),
      "name the primary in [database] url, or all hosts with ?target_session_attrs=read-write");
}

// What a migration needs.
void look_at_making_tables(connection& db, troubles& found) {
  add(found,
      query(db,
            "select 'the role ' || current_user || ' may not make tables in ' || "
            "coalesce('the schema ' || current_schema(), 'any schema of its search_path') "
            "where not coalesce(has_schema_privilege(current_schema(), 'create'), false)"),
      "let it own the database (alter database … owner to …), or grant create on the schema");
  add(found,
      query(db,
            "select 'the extension btree_gist is not there, and the role ' || current_user || ' may not make it' "
            "where not exists (select 1 from pg_extension where extname = 'btree_gist') "
            "and not (has_database_privilege(current_database(), 'create') "
            "and exists (select 1 from pg_available_extensions where name = 'btree_gist'))"),
      "create extension btree_gist, as a superuser (with Debian it comes with postgresql-15)");
  add(found,
      query(db,
            "select 'the tables must be brought to this version, and ' || name || ' belongs to ' || "
            "pg_get_userbyid(relowner) from unnest(string_to_array($1, ', ')) name "
            "join pg_class on pg_class.oid = to_regclass(name) where not pg_has_role(relowner, 'usage') "
            "order by name limit 1",
            our_tables() + ", schema_version"),
      "serve with the role that owns them, or make that owner of all tables");
}

// The rows of some are numbered.
void look_at_using_sequences(connection& db, troubles& found) {
  add(found,
      query(db,
            "select 'the role ' || current_user || ' may not add to the table ' || name || "
            "' (it lacks usage of ' || relname || ')' from unnest(string_to_array($1, ', ')) name "
            "join pg_depend on refclassid = 'pg_class'::regclass and refobjid = to_regclass(name) and deptype = 'a' "
            "join pg_class on classid = 'pg_class'::regclass and pg_class.oid = objid "
            "where case relkind when 'S' then not has_sequence_privilege(pg_class.oid, 'usage') end order by name "
            "limit 1",
            our_tables()),
      "serve with the role that owns the tables, or grant it usage on all sequences of the schema");
}

void look_at_using_tables(connection& db, troubles& found) {
  add(found,
      query(db,
            "with ours as (select name, to_regclass(name) as place from unnest(string_to_array($1, ', ')) name), "
            "needed as (select name, place, privilege from ours, "
            "unnest(array['select', 'insert', 'update', 'delete']) privilege "
            "union all values ('schema_version', to_regclass('schema_version'), 'select')) "
            "select 'the role ' || current_user || ' may not read and write the table ' || name || "
            "' (it lacks ' || string_agg(privilege, ', ') || ')' from needed "
            "where place is not null and not has_table_privilege(place, privilege) "
            "group by name order by name limit 1",
            our_tables()),
      "serve with the role that owns the tables, or grant it all on all of them");
}

// Each limit that holds for this role, with how many have their share of it who are no processes of ours.
void look_at_room(connection& db, unsigned lines_wanted, troubles& found) {
  auto& limits = query(
      db,
      "with others as (select usename, datname from pg_stat_activity where usesysid is not null and datid is not null "
      "and pid <> pg_backend_pid() and (datname <> current_database() or application_name <> $1)), "
      "me as (select rolname, rolconnlimit, rolsuper from pg_roles where rolname = current_user) "
      "select 'the role ' || rolname, rolconnlimit, (select count(*) from others where usename = rolname), "
      "'alter role ' || rolname || ' connection limit …' from me where rolconnlimit >= 0 and not rolsuper "
      "union all select 'the database ' || d.datname, datconnlimit, "
      "(select count(*) from others o where o.datname = d.datname), "
      "'alter database ' || d.datname || ' connection limit …' "
      "from pg_database d, me where d.datname = current_database() and datconnlimit >= 0 and not rolsuper "
      "union all select 'the server', current_setting('max_connections')::bigint - "
      "case when rolsuper then 0 else current_setting('superuser_reserved_connections')::bigint end, "
      "(select count(*) from others), 'max_connections in postgresql.conf' from me",
      application_name);
  while (limits.step()) {
    row r(limits);
    auto const whose = r.text();
    auto const most = r.big(), taken = r.big();
    if (most - taken >= lines_wanted) continue;
    found.push_back(whose + " has " + std::to_string(most) + " connections, of which others have " +
                    std::to_string(taken) + ", and each process here wants " + std::to_string(lines_wanted) +
                    ": raise that (" + r.text() + "), or lower [database] connections");
  }
}

}  // namespace

std::vector<std::string> in_the_way_of_serving(connection& db, unsigned lines_wanted) {
  troubles found;
  bool const is_made = has_schema(db);
  if (is_made) look_at_using_tables(db, found);
  if (!found.empty()) return found;  // nothing more is to be seen
  if (is_made) look_at_using_sequences(db, found);
  int const version = is_made ? schema_version(db) : 0;
  if (version > newest_schema_version())
    found.push_back("its tables have version " + std::to_string(version) + ", this program knows " +
                    std::to_string(newest_schema_version()) + ": use a newer program");
  look_at_writing(db, found);
  if (version < newest_schema_version()) look_at_making_tables(db, found);
  look_at_room(db, lines_wanted, found);
  return found;
}

bool may_read_tables(connection& db) {
  return query(db, "select 1 where has_table_privilege('meta', 'select')").step();
}

int lines_of_others(connection& db) {
  auto& s = query(db,
                  "select count(*) from pg_stat_activity "
                  "where datname = current_database() and application_name = $1 and pid <> pg_backend_pid() "
                  "and pid not in (select pid from pg_locks where locktype = 'advisory' and not granted "
                  "and classid = 0 and objid = $2 and objsubid = 1)",
                  application_name, turn_to_migrate::lock);
  s.step();
  return static_cast<int>(s.integer(0));
}

bool is_same_database(connection& with_turn, connection& other) {
  auto& own = query(with_turn, "select pg_backend_pid()");
  own.step();
  return query(other,
               "select 1 from pg_locks where locktype = 'advisory' and granted and pid = $1 "
               "and classid = 0 and objid = $2 and objsubid = 1 "
               "and database = (select oid from pg_database where datname = current_database())",
               own.integer(0), turn_to_migrate::lock)
      .step();
}

}  // namespace rehearse::storage
