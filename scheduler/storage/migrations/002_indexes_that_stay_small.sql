-- Holds that ran out are looked for by volunteer: not among all that the volunteer's time was ever taken by.
drop index occupations_running_out;
create index occupations_running_out on occupations (volunteer_id, runs_out_at) where runs_out_at is not null;

-- Nobody asks for it, and every booking would write a page of it.
drop index participants_by_volunteer;

-- After the clock was set back: what was to leave at once is found among the reminders planned for months.
create index outbox_to_leave_at_once on outbox (due) where state = 'waiting' and kind not in ('reminder', 'follow_up');

-- Those that wait for another attempt: few, and named by what they are asked for.
drop index outbox_tried;
create index outbox_tried on outbox (attempts, number) where state = 'waiting' and attempts > 0;
