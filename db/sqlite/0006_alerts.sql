-- Alerts, their history, holds, and what is to be delivered.
create table alert (
  id TEXT not null primary key,
  fingerprint TEXT not null unique,
  course_id TEXT not null references course (id),
  patient_id TEXT not null references patient (id),
  rule TEXT not null,
  rule_version TEXT not null,
  rule_set_version TEXT not null,
  subject TEXT not null,
  since TEXT not null check (since glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  facts_json TEXT not null,
  opened_at TEXT not null check (opened_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')
) STRICT;
create index alert_course on alert (course_id);

create table alert_transition (
  alert_id TEXT not null references alert (id),
  position INTEGER not null check (position >= 1),
  from_status TEXT null,
  to_status TEXT not null check (to_status in ('Open', 'Acknowledged', 'Accepted', 'Overridden', 'Resolved', 'Withdrawn')),
  tier INTEGER not null check (tier between 1 and 3),
  at TEXT not null check (at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  actor_id TEXT null references app_user (id),
  actor_name TEXT not null,
  reason_code TEXT null check (reason_code in ('BenefitOutweighsRisk', 'ManagedOtherwise', 'NotRepresentative', 'WillMonitor', 'NotApplicable', 'Other')),
  note TEXT null,
  primary key (alert_id, position),
  check (to_status <> 'Overridden' or reason_code is not null)
) STRICT;

-- The newest transition of each alert, for the inbox; rebuilt from alert_transition.
create table alert_state (
  alert_id TEXT not null primary key references alert (id),
  course_id TEXT not null references course (id),
  status TEXT not null,
  tier INTEGER not null check (tier between 1 and 3),
  position INTEGER not null,
  changed_at TEXT not null check (changed_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  changed_by_id TEXT null,
  changed_by TEXT not null,
  reason_code TEXT null,
  note TEXT null
) STRICT;
create index alert_state_status on alert_state (status, changed_at);

create table hold (
  id TEXT not null primary key,
  alert_id TEXT not null references alert (id),
  course_id TEXT not null references course (id),
  patient_id TEXT not null references patient (id),
  rule TEXT not null,
  subject TEXT not null,
  started_at TEXT not null check (started_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  recorded_at TEXT not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  unique (course_id, rule, subject)
) STRICT;

create table hold_end (
  hold_id TEXT not null primary key references hold (id),
  ended_at TEXT not null check (ended_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  released_by TEXT not null check (released_by in ('Criterion', 'Physician', 'Correction')),
  explanation TEXT not null,
  actor_name TEXT not null,
  recorded_at TEXT not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')
) STRICT;

-- Written with the alert in one transaction; a delivery is a row of its own, so nothing due can be forgotten.
create table outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  alert_id TEXT not null references alert (id),
  physician_id TEXT not null references app_user (id),
  tier INTEGER not null check (tier between 1 and 3),
  created_at TEXT not null check (created_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')
) STRICT;

create table outbox_delivery (
  outbox_seq INTEGER not null references outbox (seq),
  channel TEXT not null check (channel in ('hub')),
  delivered_at TEXT not null check (delivered_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  primary key (outbox_seq, channel)
) STRICT;

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
