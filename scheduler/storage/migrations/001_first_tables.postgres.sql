-- What PostgreSQL does its own way.

-- Texts compare byte by byte, as in SQLite, whatever the language of the server: lists and their cursors rely on it.
do $$
declare
  c record;
begin
  for c in select table_name, column_name from information_schema.columns
           where table_schema = current_schema() and data_type = 'text'
  loop
    execute format('alter table %I alter column %I type text collate "C"', c.table_name, c.column_name);
  end loop;
end $$;

-- Which turn it is of those who book with an address (see lock_candidate), a number for many addresses.
create table candidate_turns (
  id bigint primary key,
  taken bigint not null
) with (fillfactor = 50);
insert into candidate_turns (id, taken) select n, 0 from generate_series(0, 1023) n;

create extension if not exists btree_gist;
alter table occupations add constraint occupations_do_not_overlap
  exclude using gist (volunteer_id with =, int8range(occupied_from, occupied_to) with &&);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit lines are never changed or removed' using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_is_not_changed before update or delete on audit for each row execute function refuse_change();
