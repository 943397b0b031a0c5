-- What other processes are told of: whose slots, or what is shown of them, each transaction changed; null: interview types.
-- By triggers, so that whoever changes them cannot forget it. Rows lie here for some minutes.
create table slot_changes (
  made_by xid8 not null default pg_current_xact_id(),
  volunteer_id text collate "C"
);
create index slot_changes_by_transaction on slot_changes (made_by);

-- One row: changes of transactions before this one are removed.
create table slot_changes_removed (before xid8 not null);
insert into slot_changes_removed (before) values ('0');

create function note_changed_volunteer() returns trigger language plpgsql as $$
begin
  insert into slot_changes (volunteer_id) values (coalesce(new.id, old.id));
  return null;
end $$;
create trigger slot_changes_of_volunteers after insert or update or delete on volunteers
  for each row execute function note_changed_volunteer();

create function note_changed_interview_type() returns trigger language plpgsql as $$
begin
  insert into slot_changes (volunteer_id) values (null);
  return null;
end $$;
create trigger slot_changes_of_interview_types after insert or update or delete on interview_types
  for each row execute function note_changed_interview_type();

-- Takes a name for the rest of the transaction, or ends it as if another had come between: so nobody has to wait for the
-- answer before going on.
create function lock_or_begin_anew(name text) returns void language plpgsql as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(name, 0)) then
    raise exception 'another is at work on the same' using errcode = 'serialization_failure';
  end if;
end $$;
