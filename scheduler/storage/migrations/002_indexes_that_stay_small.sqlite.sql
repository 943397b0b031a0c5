-- Without statistics SQLite takes "state = …" for a condition that leaves ten rows, and would go through all that is
-- planned to find one booking's mails. These say what grows; they are written once, so that plans stay what they are.
analyze programme;
delete from sqlite_stat1;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('outbox', 'outbox_by_state', '4000000 1000000 1'),
  ('outbox', 'outbox_tried', '100 10 1'),
  ('outbox', 'outbox_to_leave_at_once', '100 2'),
  ('bookings', 'bookings_by_state', '1000000 200000 100 1'),
  ('volunteers', 'volunteers_by_status', '10000 5000 1');
analyze sqlite_schema;
