-- The tables of the first version, in the SQL that SQLite and PostgreSQL share: text ids of ours, instants as seconds
-- since 1970 in UTC, enumerations as checked text, documents as JSON text. @serial_key@ becomes the engine's own way to
-- number rows in the order in which they were written.

create table meta (
  name text primary key,
  value text not null
);

create table programme (
  id integer primary key check (id = 1),
  document text not null,
  revision bigint not null
);
insert into programme (id, document, revision) values (1, '{}', 1);

create table policies (
  id text primary key,
  document text not null,
  revision bigint not null
);
insert into policies (id, document, revision) values ('standard', '{}', 1);

create table interview_types (
  id text primary key,
  document text not null,
  revision bigint not null
);

create table organizers (
  id text primary key,
  email text not null unique,
  name text not null
);

create table volunteers (
  number @serial_key@,
  id text not null unique,
  name text not null,
  email text not null unique,
  zone text not null,
  locale text not null,
  headline text not null,
  bio text not null,
  pronouns text not null,
  spoken text not null,
  languages text not null,
  topics text not null,
  interview_types text not null,
  editors text not null,
  unfamiliar_languages bigint not null check (unfamiliar_languages in (0, 1)),
  meeting_url text not null,
  editor_url text not null,
  reminders bigint not null check (reminders in (0, 1)),
  status text not null check (status = 'invited' or status = 'active' or status = 'paused' or status = 'left'),
  feed_generation bigint not null,
  revision bigint not null,
  slots_revision bigint not null
);
create index volunteers_by_status on volunteers (status, number);

create table availabilities (
  volunteer_id text primary key references volunteers (id),
  document text not null,
  revision bigint not null,
  changed_at bigint not null
);

create table bookings (
  id text primary key,
  state text not null check (state = 'pending' or state = 'confirmed' or state = 'completed'
                             or state = 'candidate_no_show' or state = 'volunteer_no_show' or state = 'cancelled'
                             or state = 'expired'),
  sequence bigint not null,
  revision bigint not null,
  reference text not null,
  interview_type text not null references interview_types (id),
  start_at bigint not null,
  end_at bigint not null,
  volunteer_id text not null references volunteers (id),
  candidate_name text not null,
  candidate_email text not null,
  candidate_zone text not null,
  candidate_locale text not null,
  email_confirmed bigint not null check (email_confirmed in (0, 1)),
  new_email text,
  agreed_candidate bigint not null,
  agreed_candidate_zone text not null,
  agreed_volunteer bigint not null,
  agreed_volunteer_zone text not null,
  agreed_tzdata text not null,
  preparation text not null,
  job_leads bigint not null check (job_leads in (0, 1)),
  meeting_url text not null,
  editor_url text not null,
  attendance text not null check (attendance = 'not_asked' or attendance = 'asked' or attendance = 'confirmed'),
  policy_id text not null,
  policy text not null,
  reschedules bigint not null,
  cancelled_by text check (cancelled_by = 'candidate' or cancelled_by = 'volunteer' or cancelled_by = 'organizer'
                           or cancelled_by = 'system'),
  cancelled_at bigint,
  cancelled_late bigint check (cancelled_late in (0, 1)),
  cancelled_reason text check (cancelled_reason = 'conflict' or cancelled_reason = 'illness'
                               or cancelled_reason = 'found_a_job' or cancelled_reason = 'not_ready'
                               or cancelled_reason = 'other'),
  cancelled_message text,
  undeliverable bigint not null check (undeliverable in (0, 1)),
  token_generation bigint not null,
  confirm_generation bigint not null,
  held_until bigint,
  made_at bigint not null,
  check (end_at > start_at)
);
create index bookings_by_start on bookings (start_at, id);
create index bookings_by_volunteer on bookings (volunteer_id, start_at, id);
create index bookings_by_state on bookings (state, start_at, id);
create index bookings_by_email on bookings (candidate_email, start_at);
create index bookings_by_reference on bookings (reference, start_at, id) where reference <> '';
create index bookings_pending on bookings (held_until, id) where state = 'pending';
create index bookings_to_settle on bookings (end_at, id) where state = 'confirmed';

-- One volunteer a booking today; panels and shadowing have their place.
create table booking_participants (
  booking_id text not null references bookings (id),
  volunteer_id text not null references volunteers (id),
  role text not null check (role in ('interviewer', 'shadow')),
  primary key (booking_id, volunteer_id)
);
create index participants_by_volunteer on booking_participants (volunteer_id);

create table booking_history (
  booking_id text not null references bookings (id),
  number bigint not null,
  at bigint not null,
  by_side text not null check (by_side = 'candidate' or by_side = 'volunteer' or by_side = 'organizer'
                               or by_side = 'system'),
  what text not null,
  primary key (booking_id, number)
);

create table presence_reports (
  booking_id text not null references bookings (id),
  by_side text not null check (by_side = 'candidate' or by_side = 'volunteer' or by_side = 'organizer'
                               or by_side = 'system'),
  candidate text check (candidate = 'came' or candidate = 'did_not_come' or candidate = 'trouble'),
  volunteer text check (volunteer = 'came' or volunteer = 'did_not_come' or volunteer = 'trouble'),
  at bigint not null,
  primary key (booking_id, by_side)
);

-- The longest: an interview of 480 minutes between two buffers of 240. The search for overlap relies on it.
create table occupations (
  id text primary key,
  volunteer_id text not null references volunteers (id),
  booking_id text not null references bookings (id),
  kind text not null check (kind in ('booking', 'hold')),
  occupied_from bigint not null,
  occupied_to bigint not null,
  start_at bigint not null,
  runs_out_at bigint,
  check (occupied_to > occupied_from and occupied_to - occupied_from <= 57600),
  check (start_at >= occupied_from and start_at < occupied_to)
);
create index occupations_by_volunteer on occupations (volunteer_id, occupied_from, occupied_to);
create index occupations_by_booking on occupations (booking_id);
create index occupations_running_out on occupations (runs_out_at, id) where runs_out_at is not null;

create table outbox (
  number @serial_key@,
  id text not null unique,
  kind text not null,
  to_side text not null check (to_side = 'candidate' or to_side = 'volunteer' or to_side = 'organizer'
                               or to_side = 'system'),
  recipient text not null,
  booking_id text references bookings (id),
  volunteer_id text references volunteers (id),
  booking_sequence bigint not null,
  detail text not null,
  urgent bigint not null check (urgent in (0, 1)),
  written_at bigint not null,
  due bigint not null,
  useless_after bigint not null,
  state text not null check (state = 'waiting' or state = 'leased' or state = 'sent' or state = 'dropped'
                             or state = 'failed' or state = 'uncertain'),
  attempts bigint not null,
  leased_until bigint,
  leased_by text not null,
  settled_at bigint,
  smtp_code bigint not null,
  answer text not null
);
create index outbox_waiting on outbox (urgent, due, number) where state = 'waiting';
create index outbox_tried on outbox (number) where state = 'waiting' and attempts > 0;
create index outbox_leased on outbox (leased_until) where state = 'leased';
create index outbox_by_booking on outbox (booking_id, to_side, number);
create index outbox_by_volunteer on outbox (volunteer_id) where volunteer_id is not null;
create index outbox_by_state on outbox (state, number);
create index outbox_by_recipient on outbox (recipient, written_at) where recipient <> '';

create table api_tokens (
  number @serial_key@,
  id text not null unique,
  role text not null check (role in ('organizer', 'volunteer')),
  owner text not null,
  hash text not null unique,
  name text not null,
  created_at bigint not null,
  last_used_at bigint,
  revoked_at bigint
);

create table sessions (
  id text primary key,
  hash text not null unique,
  role text not null check (role in ('organizer', 'volunteer')),
  owner text not null,
  csrf_generation bigint not null,
  made_at bigint not null,
  last_seen_at bigint not null,
  expires_at bigint not null
);
create index sessions_by_owner on sessions (owner);
create index sessions_by_expiry on sessions (expires_at);

create table sign_ins (
  id text primary key,
  role text not null check (role in ('organizer', 'volunteer')),
  owner text not null,
  generation bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index sign_ins_by_expiry on sign_ins (expires_at);

create table idempotency_keys (
  caller text not null,
  method text not null,
  path text not null,
  key text not null,
  body_hash text not null,
  status bigint not null,
  headers text not null,
  body text not null,
  made_at bigint not null,
  primary key (caller, method, path, key)
);
create index idempotency_keys_by_age on idempotency_keys (made_at);

create table audit (
  number @serial_key@,
  id text not null unique,
  at bigint not null,
  who text not null,
  what text not null,
  subjects text not null
);

create table limit_notices (
  address text primary key,
  at bigint not null
);
