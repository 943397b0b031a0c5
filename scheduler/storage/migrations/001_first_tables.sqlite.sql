-- What SQLite needs triggers for. RAISE(ABORT) undoes the one statement: ROLLBACK would end the whole group of writes.

create trigger occupations_do_not_overlap
before insert on occupations
when exists (
  select 1 from occupations
  where volunteer_id = new.volunteer_id
    and occupied_from > new.occupied_from - 57600 and occupied_from < new.occupied_to
    and occupied_to > new.occupied_from
)
begin
  select raise(abort, 'occupations overlap');
end;

create trigger moved_occupations_do_not_overlap
before update of id, volunteer_id, occupied_from, occupied_to on occupations
when exists (
  select 1 from occupations
  where volunteer_id = new.volunteer_id
    and occupied_from > new.occupied_from - 57600 and occupied_from < new.occupied_to
    and occupied_to > new.occupied_from
    and id <> old.id
)
begin
  select raise(abort, 'occupations overlap');
end;

create trigger audit_is_not_changed
before update on audit
begin
  select raise(abort, 'audit lines are never changed');
end;

create trigger audit_is_not_removed
before delete on audit
begin
  select raise(abort, 'audit lines are never removed');
end;
