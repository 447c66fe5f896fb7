-- The loop of an alert from the call to the outcome, and an outbox that keeps each decision to send or not.
create table alert_transition_new (
  alert_id entity_id not null references alert (id),
  position bigint not null check (position >= 1),
  from_status text collate "C" null,
  to_status text collate "C" not null check (to_status in ('Open', 'Acknowledged', 'Accepted', 'Overridden', 'CarriedOut', 'OutcomeChecked', 'Closed', 'Resolved', 'Withdrawn', 'Expired')),
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
insert into alert_transition_new
  select alert_id, position, from_status, to_status, tier, facts_json, at, actor_id, actor_name, reason_code, note from alert_transition;
drop table alert_transition;
alter table alert_transition_new rename to alert_transition;
create index alert_transition_at on alert_transition (at);
create trigger alert_transition_append_only before update or delete or truncate on alert_transition
for each statement execute function refuse_change();

-- Whether the criterion that ends a hold is met: the highest revision counts. It releases nothing; a physician does.
create table hold_criterion (
  hold_id entity_id not null references hold (id),
  revision bigint not null check (revision >= 1),
  met boolean not null,
  -- Of the value that met it, or of the correction that took it away.
  at instant not null,
  evidence text collate "C" not null check (length(evidence) > 0),
  recorded_at instant not null,
  primary key (hold_id, revision)
);
create trigger hold_criterion_append_only before update or delete or truncate on hold_criterion
for each statement execute function refuse_change();

-- What somebody must still do because of an alert.
create table alert_task (
  id entity_id not null primary key,
  alert_id entity_id not null references alert (id),
  course_id entity_id not null references course (id),
  kind text collate "C" not null check (kind in ('CarryOut', 'Monitor', 'ConfirmStop')),
  created_at instant not null,
  created_by_id entity_id null references app_user (id),
  created_by text collate "C" not null
);
create index alert_task_alert on alert_task (alert_id);
create index alert_task_course on alert_task (course_id);
create trigger alert_task_append_only before update or delete or truncate on alert_task
for each statement execute function refuse_change();

create table alert_task_end (
  task_id entity_id not null primary key references alert_task (id),
  outcome text collate "C" not null check (outcome in ('Done', 'Kept', 'NotKept', 'Refused', 'Obsolete')),
  infusion_id entity_id null references infusion (id),
  note text collate "C" null,
  at instant not null,
  actor_id entity_id null references app_user (id),
  actor_name text collate "C" not null
);
create trigger alert_task_end_append_only before update or delete or truncate on alert_task_end
for each statement execute function refuse_change();

-- What became of the patient after a decision: the highest revision counts.
create table alert_outcome (
  alert_id entity_id not null references alert (id),
  revision bigint not null check (revision >= 1),
  outcome text collate "C" not null,
  is_favourable boolean not null,
  infusion_id entity_id null references infusion (id),
  facts_json text collate "C" not null,
  recorded_at instant not null,
  primary key (alert_id, revision)
);
create trigger alert_outcome_append_only before update or delete or truncate on alert_outcome
for each statement execute function refuse_change();

-- A failure of the system itself, for the administrators. It stands until it has an end.
create table alarm (
  id entity_id not null primary key,
  kind text collate "C" not null check (length(kind) > 0),
  subject text collate "C" not null,
  detail text collate "C" not null,
  opened_at instant not null
);
create trigger alarm_append_only before update or delete or truncate on alarm
for each statement execute function refuse_change();

create table alarm_end (
  alarm_id entity_id not null primary key references alarm (id),
  at instant not null,
  explanation text collate "C" not null check (length(explanation) > 0),
  actor_name text collate "C" not null
);
create trigger alarm_end_append_only before update or delete or truncate on alarm_end
for each statement execute function refuse_change();

-- Each decision to tell a person something or not, with its reason, in the transaction in which it became true.
create table outbox_new (
  seq bigint generated always as identity primary key,
  alert_id entity_id null references alert (id),
  alarm_id entity_id null references alarm (id),
  person_id entity_id not null references app_user (id),
  kind text collate "C" not null check (kind in ('Call', 'Change', 'Alarm', 'Digest')),
  cause text collate "C" not null check (length(cause) > 0),
  tier bigint not null check (tier between 1 and 3),
  -- Of the escalation chain; null where none is climbed.
  step bigint null check (step >= 1),
  decision text collate "C" not null check (decision in ('Send', 'Suppress')),
  -- Why it is sent, or not.
  reason text collate "C" not null check (length(reason) > 0),
  detail_json text collate "C" null,
  created_at instant not null,
  check ((alert_id is not null) = (kind in ('Call', 'Change'))),
  check ((alarm_id is not null) = (kind = 'Alarm'))
);
insert into outbox_new overriding system value
  select seq, alert_id, null, physician_id, kind, case when kind = 'Call' then 'Opened' else 'Changed' end, tier, null, 'Send', 'Attending', null, created_at from outbox;
select setval(pg_get_serial_sequence('outbox_new', 'seq'), coalesce(max(seq), 1), max(seq) is not null) from outbox_new;

-- Every attempt of a channel.
create table outbox_attempt (
  outbox_seq bigint not null references outbox_new (seq),
  channel text collate "C" not null check (channel in ('hub', 'mail', 'webhook')),
  attempt bigint not null check (attempt >= 1),
  at instant not null,
  outcome text collate "C" not null check (outcome in ('Delivered', 'Failed', 'Dead', 'Stopped', 'Resent')),
  error text collate "C" null,
  primary key (outbox_seq, channel, attempt),
  check ((outcome in ('Failed', 'Dead')) = (error is not null))
);
insert into outbox_attempt select outbox_seq, channel, 1, delivered_at, 'Delivered', null from outbox_delivery;

-- What a channel has still to deliver; follows from outbox and outbox_attempt, and is as short as the work that is left.
create table outbox_due (
  outbox_seq bigint not null references outbox_new (seq),
  channel text collate "C" not null check (channel in ('hub', 'mail', 'webhook')),
  attempts bigint not null check (attempts >= 0),
  next_at instant not null,
  primary key (outbox_seq, channel)
);
insert into outbox_due select o.seq, 'hub', 0, o.created_at from outbox o where not exists (select 1 from outbox_delivery d where d.outbox_seq = o.seq);
create index outbox_due_next on outbox_due (channel, next_at);
drop table outbox_delivery;
drop table outbox;
alter table outbox_new rename to outbox;
create index outbox_alert on outbox (alert_id, seq);
create index outbox_person on outbox (person_id, seq);
create trigger outbox_append_only before update or delete or truncate on outbox
for each statement execute function refuse_change();
create trigger outbox_attempt_append_only before update or delete or truncate on outbox_attempt
for each statement execute function refuse_change();
