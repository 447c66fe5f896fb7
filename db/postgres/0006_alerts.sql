-- Alerts, their history, holds, and what is to be delivered.
create table alert (
  id text not null primary key,
  fingerprint text not null unique,
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  rule text not null,
  rule_version text not null,
  rule_set_version text not null,
  subject text not null,
  since text not null check (since ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  facts_json text not null,
  opened_at text not null check (opened_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
);
create index alert_course on alert (course_id);

create table alert_transition (
  alert_id text not null references alert (id),
  position bigint not null check (position >= 1),
  from_status text null,
  to_status text not null check (to_status in ('Open', 'Acknowledged', 'Accepted', 'Overridden', 'Resolved', 'Withdrawn')),
  tier bigint not null check (tier between 1 and 3),
  at text not null check (at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  actor_id text null references app_user (id),
  actor_name text not null,
  reason_code text null check (reason_code in ('BenefitOutweighsRisk', 'ManagedOtherwise', 'NotRepresentative', 'WillMonitor', 'NotApplicable', 'Other')),
  note text null,
  primary key (alert_id, position),
  check (to_status <> 'Overridden' or reason_code is not null)
);

-- The newest transition of each alert, for the inbox; rebuilt from alert_transition.
create table alert_state (
  alert_id text not null primary key references alert (id),
  course_id text not null references course (id),
  status text not null,
  tier bigint not null check (tier between 1 and 3),
  position bigint not null,
  changed_at text not null check (changed_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  changed_by_id text null,
  changed_by text not null,
  reason_code text null,
  note text null
);
create index alert_state_status on alert_state (status, changed_at);

create table hold (
  id text not null primary key,
  alert_id text not null references alert (id),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  rule text not null,
  subject text not null,
  started_at text not null check (started_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  recorded_at text not null check (recorded_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  unique (course_id, rule, subject)
);

create table hold_end (
  hold_id text not null primary key references hold (id),
  ended_at text not null check (ended_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  released_by text not null check (released_by in ('Criterion', 'Physician', 'Correction')),
  explanation text not null,
  actor_name text not null,
  recorded_at text not null check (recorded_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
);

-- Written with the alert in one transaction; a delivery is a row of its own, so nothing due can be forgotten.
create table outbox (
  seq bigint generated always as identity primary key,
  alert_id text not null references alert (id),
  physician_id text not null references app_user (id),
  tier bigint not null check (tier between 1 and 3),
  created_at text not null check (created_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
);

create table outbox_delivery (
  outbox_seq bigint not null references outbox (seq),
  channel text not null check (channel in ('hub')),
  delivered_at text not null check (delivered_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  primary key (outbox_seq, channel)
);

create trigger alert_append_only before update or delete on alert for each row execute function refuse_change();

create trigger alert_transition_append_only before update or delete on alert_transition for each row execute function refuse_change();

create trigger hold_append_only before update or delete on hold for each row execute function refuse_change();

create trigger hold_end_append_only before update or delete on hold_end for each row execute function refuse_change();

create trigger outbox_append_only before update or delete on outbox for each row execute function refuse_change();

create trigger outbox_delivery_append_only before update or delete on outbox_delivery for each row execute function refuse_change();
