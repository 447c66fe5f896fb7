-- Alerts, their history, holds, and what is to be delivered.
create table alert (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  fingerprint text not null unique,
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  rule text not null,
  rule_version text not null,
  rule_set_version text not null,
  subject text not null,
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  opened_at text not null check (opened_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;
create index alert_course on alert (course_id);

create table alert_transition (
  alert_id text not null references alert (id),
  position integer not null check (position >= 1),
  from_status text null,
  to_status text not null check (to_status in ('Open', 'Acknowledged', 'Accepted', 'Overridden', 'Resolved', 'Withdrawn')),
  tier integer not null check (tier between 1 and 3),
  facts_json text not null,
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  actor_id text null references app_user (id),
  actor_name text not null,
  reason_code text null check (reason_code in ('BenefitOutweighsRisk', 'ManagedOtherwise', 'NotRepresentative', 'WillMonitor', 'NotApplicable', 'Other')),
  note text null,
  primary key (alert_id, position),
  check (to_status <> 'Overridden' or reason_code is not null)
) strict;

-- The newest transition of each alert, for the inbox; rebuilt from alert_transition.
create table alert_state (
  alert_id text not null primary key references alert (id) check (alert_id glob '????????-????-????-????-????????????' and alert_id not glob '*[^0-9a-f-]*'),
  course_id text not null references course (id),
  status text not null,
  tier integer not null check (tier between 1 and 3),
  facts_json text not null,
  position integer not null,
  changed_at text not null check (changed_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  changed_by_id text null,
  changed_by text not null,
  reason_code text null,
  note text null
) strict;
create index alert_state_status on alert_state (status, changed_at);

create table hold (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  alert_id text not null references alert (id),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  rule text not null,
  subject text not null,
  started_at text not null check (started_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;

create table hold_end (
  hold_id text not null primary key references hold (id) check (hold_id glob '????????-????-????-????-????????????' and hold_id not glob '*[^0-9a-f-]*'),
  ended_at text not null check (ended_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  released_by text not null check (released_by in ('Criterion', 'Physician', 'Correction')),
  explanation text not null,
  actor_name text not null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;

-- Written with the alert in one transaction; a delivery is a row of its own, so nothing due can be forgotten.
create table outbox (
  seq integer primary key autoincrement,
  alert_id text not null references alert (id),
  physician_id text not null references app_user (id),
  kind text not null check (kind in ('Call', 'Change')),
  tier integer not null check (tier between 1 and 3),
  created_at text not null check (created_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;
create index outbox_alert on outbox (alert_id, seq);
create index outbox_physician on outbox (physician_id, seq);

create table outbox_delivery (
  outbox_seq integer not null references outbox (seq),
  channel text not null check (channel in ('hub')),
  delivered_at text not null check (delivered_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  primary key (outbox_seq, channel)
) strict;

create trigger alert_no_update before update on alert begin select raise(abort, 'alert is append-only'); end;
create trigger alert_no_delete before delete on alert begin select raise(abort, 'alert is append-only'); end;

create trigger alert_transition_no_update before update on alert_transition begin select raise(abort, 'alert_transition is append-only'); end;
create trigger alert_transition_no_delete before delete on alert_transition begin select raise(abort, 'alert_transition is append-only'); end;

create trigger hold_no_update before update on hold begin select raise(abort, 'hold is append-only'); end;
create trigger hold_no_delete before delete on hold begin select raise(abort, 'hold is append-only'); end;

create trigger hold_end_no_update before update on hold_end begin select raise(abort, 'hold_end is append-only'); end;
create trigger hold_end_no_delete before delete on hold_end begin select raise(abort, 'hold_end is append-only'); end;

create trigger outbox_no_update before update on outbox begin select raise(abort, 'outbox is append-only'); end;
create trigger outbox_no_delete before delete on outbox begin select raise(abort, 'outbox is append-only'); end;

create trigger outbox_delivery_no_update before update on outbox_delivery begin select raise(abort, 'outbox_delivery is append-only'); end;
create trigger outbox_delivery_no_delete before delete on outbox_delivery begin select raise(abort, 'outbox_delivery is append-only'); end;
