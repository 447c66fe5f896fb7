-- The loop of an alert from the call to the outcome, and an outbox that keeps each decision to send or not.
create table alert_transition_new (
  alert_id text not null references alert (id),
  position integer not null check (position >= 1),
  from_status text null,
  to_status text not null check (to_status in ('Open', 'Acknowledged', 'Accepted', 'Overridden', 'CarriedOut', 'OutcomeChecked', 'Closed', 'Resolved', 'Withdrawn', 'Expired')),
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
insert into alert_transition_new
  select alert_id, position, from_status, to_status, tier, facts_json, at, actor_id, actor_name, reason_code, note from alert_transition;
drop table alert_transition;
alter table alert_transition_new rename to alert_transition;
create index alert_transition_at on alert_transition (at);
create trigger alert_transition_no_update before update on alert_transition begin select raise(abort, 'alert_transition is append-only'); end;
create trigger alert_transition_no_delete before delete on alert_transition begin select raise(abort, 'alert_transition is append-only'); end;

-- Whether the criterion that ends a hold is met: the highest revision counts. It releases nothing; a physician does.
create table hold_criterion (
  hold_id text not null references hold (id),
  revision integer not null check (revision >= 1),
  met integer not null check (met in (0, 1)),
  -- Of the value that met it, or of the correction that took it away.
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  evidence text not null check (length(evidence) > 0),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  primary key (hold_id, revision)
) strict;
create trigger hold_criterion_no_update before update on hold_criterion begin select raise(abort, 'hold_criterion is append-only'); end;
create trigger hold_criterion_no_delete before delete on hold_criterion begin select raise(abort, 'hold_criterion is append-only'); end;

-- What somebody must still do because of an alert.
create table alert_task (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  alert_id text not null references alert (id),
  course_id text not null references course (id),
  kind text not null check (kind in ('CarryOut', 'Monitor', 'ConfirmStop')),
  created_at text not null check (created_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  created_by_id text null references app_user (id),
  created_by text not null
) strict;
create index alert_task_alert on alert_task (alert_id);
create index alert_task_course on alert_task (course_id);
create trigger alert_task_no_update before update on alert_task begin select raise(abort, 'alert_task is append-only'); end;
create trigger alert_task_no_delete before delete on alert_task begin select raise(abort, 'alert_task is append-only'); end;

create table alert_task_end (
  task_id text not null primary key references alert_task (id) check (task_id glob '????????-????-????-????-????????????' and task_id not glob '*[^0-9a-f-]*'),
  outcome text not null check (outcome in ('Done', 'Kept', 'NotKept', 'Refused', 'Obsolete')),
  infusion_id text null references infusion (id),
  note text null,
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  actor_id text null references app_user (id),
  actor_name text not null
) strict;
create trigger alert_task_end_no_update before update on alert_task_end begin select raise(abort, 'alert_task_end is append-only'); end;
create trigger alert_task_end_no_delete before delete on alert_task_end begin select raise(abort, 'alert_task_end is append-only'); end;

-- What became of the patient after a decision: the highest revision counts.
create table alert_outcome (
  alert_id text not null references alert (id),
  revision integer not null check (revision >= 1),
  outcome text not null,
  is_favourable integer not null check (is_favourable in (0, 1)),
  infusion_id text null references infusion (id),
  facts_json text not null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  primary key (alert_id, revision)
) strict;
create trigger alert_outcome_no_update before update on alert_outcome begin select raise(abort, 'alert_outcome is append-only'); end;
create trigger alert_outcome_no_delete before delete on alert_outcome begin select raise(abort, 'alert_outcome is append-only'); end;

-- A failure of the system itself, for the administrators. It stands until it has an end.
create table alarm (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  kind text not null check (length(kind) > 0),
  subject text not null,
  detail text not null,
  opened_at text not null check (opened_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;
create trigger alarm_no_update before update on alarm begin select raise(abort, 'alarm is append-only'); end;
create trigger alarm_no_delete before delete on alarm begin select raise(abort, 'alarm is append-only'); end;

create table alarm_end (
  alarm_id text not null primary key references alarm (id) check (alarm_id glob '????????-????-????-????-????????????' and alarm_id not glob '*[^0-9a-f-]*'),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  explanation text not null check (length(explanation) > 0),
  actor_name text not null
) strict;
create trigger alarm_end_no_update before update on alarm_end begin select raise(abort, 'alarm_end is append-only'); end;
create trigger alarm_end_no_delete before delete on alarm_end begin select raise(abort, 'alarm_end is append-only'); end;

-- Each decision to tell a person something or not, with its reason, in the transaction in which it became true.
create table outbox_new (
  seq integer primary key autoincrement,
  alert_id text null references alert (id),
  alarm_id text null references alarm (id),
  person_id text not null references app_user (id),
  kind text not null check (kind in ('Call', 'Change', 'Alarm', 'Digest')),
  cause text not null check (length(cause) > 0),
  tier integer not null check (tier between 1 and 3),
  -- Of the escalation chain; null where none is climbed.
  step integer null check (step >= 1),
  decision text not null check (decision in ('Send', 'Suppress')),
  -- Why it is sent, or not.
  reason text not null check (length(reason) > 0),
  detail_json text null,
  created_at text not null check (created_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  check ((alert_id is not null) = (kind in ('Call', 'Change'))),
  check ((alarm_id is not null) = (kind = 'Alarm'))
) strict;
insert into outbox_new
  select seq, alert_id, null, physician_id, kind, case when kind = 'Call' then 'Opened' else 'Changed' end, tier, null, 'Send', 'Attending', null, created_at from outbox;

-- Every attempt of a channel.
create table outbox_attempt (
  outbox_seq integer not null references outbox_new (seq),
  channel text not null check (channel in ('hub', 'mail', 'webhook')),
  attempt integer not null check (attempt >= 1),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  outcome text not null check (outcome in ('Delivered', 'Failed', 'Dead', 'Stopped', 'Resent')),
  error text null,
  primary key (outbox_seq, channel, attempt),
  check ((outcome in ('Failed', 'Dead')) = (error is not null))
) strict;
insert into outbox_attempt select outbox_seq, channel, 1, delivered_at, 'Delivered', null from outbox_delivery;

-- What a channel has still to deliver; follows from outbox and outbox_attempt, and is as short as the work that is left.
create table outbox_due (
  outbox_seq integer not null references outbox_new (seq),
  channel text not null check (channel in ('hub', 'mail', 'webhook')),
  attempts integer not null check (attempts >= 0),
  next_at text not null check (next_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  primary key (outbox_seq, channel)
) strict;
insert into outbox_due select o.seq, 'hub', 0, o.created_at from outbox o where not exists (select 1 from outbox_delivery d where d.outbox_seq = o.seq);
create index outbox_due_next on outbox_due (channel, next_at);
drop table outbox_delivery;
drop table outbox;
alter table outbox_new rename to outbox;
create index outbox_alert on outbox (alert_id, seq);
create index outbox_person on outbox (person_id, seq);
create trigger outbox_no_update before update on outbox begin select raise(abort, 'outbox is append-only'); end;
create trigger outbox_no_delete before delete on outbox begin select raise(abort, 'outbox is append-only'); end;
create trigger outbox_attempt_no_update before update on outbox_attempt begin select raise(abort, 'outbox_attempt is append-only'); end;
create trigger outbox_attempt_no_delete before delete on outbox_attempt begin select raise(abort, 'outbox_attempt is append-only'); end;
