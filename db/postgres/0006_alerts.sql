-- Alerts, their history, holds, and what is to be delivered.
create table alert (
  id entity_id not null primary key,
  fingerprint text collate "C" not null unique,
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  rule text collate "C" not null,
  rule_version text collate "C" not null,
  rule_set_version text collate "C" not null,
  subject text collate "C" not null,
  since instant not null,
  opened_at instant not null
);
create index alert_course on alert (course_id);

create table alert_transition (
  alert_id entity_id not null references alert (id),
  position bigint not null check (position >= 1),
  from_status text collate "C" null,
  to_status text collate "C" not null check (to_status in ('Open', 'Acknowledged', 'Accepted', 'Overridden', 'Resolved', 'Withdrawn')),
  tier bigint not null check (tier between 1 and 3),
  facts_json text collate "C" not null,
  at instant not null,
  actor_id entity_id null references app_user (id),
  actor_name text collate "C" not null,
  reason_code text collate "C" null check (reason_code in ('BenefitOutweighsRisk', 'ManagedOtherwise', 'NotRepresentative', 'WillMonitor', 'NotApplicable', 'Other')),
  note text collate "C" null,
  primary key (alert_id, position),
  check (to_status <> 'Overridden' or reason_code is not null)
);

-- The newest transition of each alert, for the inbox; rebuilt from alert_transition.
create table alert_state (
  alert_id entity_id not null primary key references alert (id),
  course_id entity_id not null references course (id),
  status text collate "C" not null,
  tier bigint not null check (tier between 1 and 3),
  facts_json text collate "C" not null,
  position bigint not null,
  changed_at instant not null,
  changed_by_id entity_id null,
  changed_by text collate "C" not null,
  reason_code text collate "C" null,
  note text collate "C" null
);
create index alert_state_status on alert_state (status, changed_at);

create table hold (
  id entity_id not null primary key,
  alert_id entity_id not null references alert (id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  rule text collate "C" not null,
  subject text collate "C" not null,
  started_at instant not null,
  recorded_at instant not null
);

create table hold_end (
  hold_id entity_id not null primary key references hold (id),
  ended_at instant not null,
  released_by text collate "C" not null check (released_by in ('Criterion', 'Physician', 'Correction')),
  explanation text collate "C" not null,
  actor_name text collate "C" not null,
  recorded_at instant not null
);

-- Written with the alert in one transaction; a delivery is a row of its own, so nothing due can be forgotten.
create table outbox (
  seq bigint generated always as identity primary key,
  alert_id entity_id not null references alert (id),
  physician_id entity_id not null references app_user (id),
  kind text collate "C" not null check (kind in ('Call', 'Change')),
  tier bigint not null check (tier between 1 and 3),
  created_at instant not null
);
create index outbox_alert on outbox (alert_id, seq);
create index outbox_physician on outbox (physician_id, seq);

create table outbox_delivery (
  outbox_seq bigint not null references outbox (seq),
  channel text collate "C" not null check (channel in ('hub')),
  delivered_at instant not null,
  primary key (outbox_seq, channel)
);

create trigger alert_append_only before update or delete or truncate on alert
for each statement execute function refuse_change();

create trigger alert_transition_append_only before update or delete or truncate on alert_transition
for each statement execute function refuse_change();

create trigger hold_append_only before update or delete or truncate on hold
for each statement execute function refuse_change();

create trigger hold_end_append_only before update or delete or truncate on hold_end
for each statement execute function refuse_change();

create trigger outbox_append_only before update or delete or truncate on outbox
for each statement execute function refuse_change();

create trigger outbox_delivery_append_only before update or delete or truncate on outbox_delivery
for each statement execute function refuse_change();
