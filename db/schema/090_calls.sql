-- Who is told, when and by which channel; who is on call; what keeps a call back.

-- Who is called when; version 1 is the policy the product ships.
create append_only table alerting_policy (
  version integer not null primary key check (version >= 2),
  content_json json_text not null,
  since instant not null,
  reason text not null check (length(reason) > 0),
  signed_by_id entity_id references app_user (id),
  signed_by text not null
);

-- A duty as it was entered. It lasts until until_at, or until its end in on_call_duty_end where that is earlier.
create append_only table on_call_duty (
  id entity_id primary key,
  duty code of OnCallRole not null,
  person_id entity_id not null references app_user (id),
  from_at instant not null,
  until_at instant not null,
  -- The duty that was handed over to this one.
  taken_over_from entity_id references on_call_duty (id),
  note text,
  recorded_at instant not null,
  recorded_by_id entity_id references app_user (id),
  recorded_by text not null,
  check (from_at < until_at)
);
create index on_call_duty_until on on_call_duty (duty, until_at);

create append_only table on_call_duty_end (
  duty_id entity_id primary key references on_call_duty (id),
  kind code of DutyEnd not null,
  -- At or before the duty's beginning: it never was in force.
  ends_at instant not null,
  reason text not null check (length(reason) > 0),
  recorded_at instant not null,
  recorded_by_id entity_id references app_user (id),
  recorded_by text not null
);

-- How a person is reached outside the product: the highest revision counts.
create append_only table person_contact (
  person_id entity_id not null references app_user (id),
  revision integer not null check (revision >= 1),
  email text check (length(email) between 3 and 254),
  phone text check (length(phone) between 1 and 40),
  recorded_at instant not null,
  recorded_by_id entity_id references app_user (id),
  recorded_by text not null,
  primary key (person_id, revision)
);

create append_only table silence (
  id entity_id primary key,
  rule code of RuleId not null,
  -- Null = the rule in every course.
  course_id entity_id references course (id),
  reason text not null check (length(reason) > 0),
  from_at instant not null,
  until_at instant not null,
  author_id entity_id references app_user (id),
  author text not null,
  check (from_at < until_at)
);

create append_only table silence_end (
  silence_id entity_id primary key references silence (id),
  at instant not null,
  reason text not null check (length(reason) > 0),
  actor_id entity_id references app_user (id),
  actor_name text not null
);

create append_only table maintenance (
  id entity_id primary key,
  reason text not null check (length(reason) > 0),
  from_at instant not null,
  until_at instant not null,
  author_id entity_id references app_user (id),
  author text not null,
  check (from_at < until_at)
);

create append_only table maintenance_end (
  maintenance_id entity_id primary key references maintenance (id),
  at instant not null,
  reason text not null check (length(reason) > 0),
  actor_id entity_id references app_user (id),
  actor_name text not null
);

-- A failure of the system itself, for the administrators. It stands until it has an end.
create append_only table alarm (
  id entity_id primary key,
  kind text not null check (length(kind) > 0),
  subject text not null,
  detail text not null,
  opened_at instant not null
);

create append_only table alarm_end (
  alarm_id entity_id primary key references alarm (id),
  at instant not null,
  explanation text not null check (length(explanation) > 0),
  actor_name text not null
);

-- Where the escalation of an alert stands, as its calls in the outbox say; no row = none is under way.
create table alert_escalation (
  alert_id entity_id primary key references alert (id),
  started_at instant not null,
  -- Rows of the outbox above this number belong to it.
  started_seq integer not null,
  policy_version integer not null check (policy_version >= 1),
  -- The shift whose chain is climbed.
  shift text not null,
  step integer not null check (step >= 1),
  kind code of ChainStepKind not null,
  step_at instant not null,
  -- Null = nothing more follows by itself.
  next_at instant,
  -- The silence, maintenance or permanent stop that keeps the call of this step back.
  waits_for text
);
create index alert_escalation_next on alert_escalation (next_at);

-- Each decision to tell a person something or not, with its reason, in the transaction in which it became true.
create append_only table outbox (
  seq identity primary key,
  alert_id entity_id references alert (id),
  alarm_id entity_id references alarm (id),
  person_id entity_id not null references app_user (id),
  kind code of OutboxKind not null,
  cause code of OutboxCause not null,
  tier integer not null check (tier between 1 and 3),
  -- Of the escalation chain; null where none is climbed.
  step integer check (step >= 1),
  decision code ('Send', 'Suppress') not null,
  -- Why it is sent, or not.
  reason text not null check (length(reason) > 0),
  detail_json json_text,
  created_at instant not null,
  check ((alert_id is not null) = (kind in ('Call', 'Change'))),
  check ((alarm_id is not null) = (kind = 'Alarm'))
);
create index outbox_alert on outbox (alert_id, seq);
create index outbox_person on outbox (person_id, seq);
-- Calls of the last minutes to one person.
create index outbox_person_at on outbox (person_id, created_at);
create index outbox_alarm on outbox (alarm_id);
create index outbox_created on outbox (created_at);

-- Every attempt of a channel.
create append_only table outbox_attempt (
  outbox_seq integer not null references outbox (seq),
  channel code of Channel not null,
  attempt integer not null check (attempt >= 1),
  at instant not null,
  outcome code of AttemptOutcome not null,
  error text,
  -- Why an attempt was not needed, or who asked for another.
  note text,
  primary key (outbox_seq, channel, attempt),
  check ((outcome in ('Failed', 'Dead')) = (error is not null))
);
-- The newest success of a channel without reading its history.
create index outbox_attempt_newest on outbox_attempt (channel, outcome, at);

-- What a channel has still to deliver; follows from outbox and outbox_attempt, and is as short as the work that is
-- left.
create table outbox_due (
  outbox_seq integer not null references outbox (seq),
  channel code of Channel not null,
  attempts integer not null check (attempts >= 0),
  next_at instant not null,
  -- Failures since it became due: numbers the waits. Attempts number the rows of outbox_attempt and never restart.
  failures integer not null default 0,
  -- Since when it is being sent; still set after a crash, and then it is sent again under the same key.
  begun_at instant,
  -- Since when it is due where that is not since it was written: it was sent again by hand.
  due_since instant,
  primary key (outbox_seq, channel)
);
create index outbox_due_next on outbox_due (channel, next_at);

-- What a channel has given up; follows from outbox_attempt. It stays until somebody sends it again or puts it aside.
create table outbox_dead (
  outbox_seq integer not null references outbox (seq),
  channel code of Channel not null,
  at instant not null,
  error text not null check (length(error) > 0),
  primary key (outbox_seq, channel)
);

-- Calls that ring in another system until it is told that they are answered; as short as what rings.
create table outbox_ringing (
  outbox_seq integer not null references outbox (seq),
  channel code of Channel not null,
  attempts integer not null check (attempts >= 0),
  next_at instant not null,
  primary key (outbox_seq, channel)
);

-- Every attempt to tell another system that a call is answered.
create append_only table outbox_end_attempt (
  outbox_seq integer not null references outbox (seq),
  channel code of Channel not null,
  attempt integer not null check (attempt >= 1),
  at instant not null,
  outcome code of AttemptOutcome ('Delivered', 'Failed', 'Dead') not null,
  error text,
  primary key (outbox_seq, channel, attempt),
  check ((outcome in ('Failed', 'Dead')) = (error is not null))
);

-- Which channels this unit has set up; what is off makes nothing due. Repeats the newest entry of the audit trail.
create table delivery_channel (
  channel code of Channel primary key,
  since instant not null
);
