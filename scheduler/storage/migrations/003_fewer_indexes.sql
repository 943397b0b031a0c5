-- Interviews that are over are found among those that are confirmed, by their start: an index of its own for them was one
-- more page that each booking writes.
drop index bookings_to_settle;
