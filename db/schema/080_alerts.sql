-- What was proposed, decided and carried out.

create append_only table alert (
  id entity_id primary key,
  fingerprint text not null unique,
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  rule code of RuleId not null,
  rule_version text not null,
  rule_set_version text not null,
  subject text not null,
  since instant not null,
  opened_at instant not null,
  since_time_known boolean not null default true
);
create index alert_course on alert (course_id);
-- What is counted over a period is found by its time, not among all that ever was.
create index alert_opened on alert (opened_at);

-- The newest transition of each alert, for the inbox; rebuilt from alert_transition.
create table alert_state (
  alert_id entity_id primary key references alert (id),
  course_id entity_id not null references course (id),
  status code of AlertStatus not null,
  tier integer not null check (tier between 1 and 3),
  facts_json json_text not null,
  position integer not null,
  changed_at instant not null,
  changed_by_id entity_id references app_user (id),
  changed_by text not null,
  reason_code code of OverrideReason,
  note text
);
create index alert_state_status on alert_state (status, changed_at);

-- The loop of an alert from the call to the outcome.
create append_only table alert_transition (
  alert_id entity_id not null references alert (id),
  position integer not null check (position >= 1),
  from_status code of AlertStatus,
  to_status code of AlertStatus not null,
  tier integer not null check (tier between 1 and 3),
  facts_json json_text not null,
  at instant not null,
  actor_id entity_id references app_user (id),
  actor_name text not null,
  reason_code code of OverrideReason,
  note text,
  primary key (alert_id, position),
  check (to_status <> 'Overridden' or reason_code is not null)
);
create index alert_transition_at on alert_transition (at);

-- What became of the patient after a decision: the highest revision counts.
create append_only table alert_outcome (
  alert_id entity_id not null references alert (id),
  revision integer not null check (revision >= 1),
  outcome code of AlertOutcome not null,
  is_favourable boolean not null,
  infusion_id entity_id references infusion (id),
  facts_json json_text not null,
  recorded_at instant not null,
  primary key (alert_id, revision)
);

-- What somebody must still do because of an alert.
create append_only table alert_task (
  id entity_id primary key,
  alert_id entity_id not null references alert (id),
  course_id entity_id not null references course (id),
  kind code of AlertTaskKind not null,
  created_at instant not null,
  created_by_id entity_id references app_user (id),
  created_by text not null
);
create index alert_task_alert on alert_task (alert_id);
create index alert_task_course on alert_task (course_id);

create append_only table alert_task_end (
  task_id entity_id primary key references alert_task (id),
  outcome code of AlertTaskOutcome not null,
  infusion_id entity_id references infusion (id),
  note text,
  at instant not null,
  actor_id entity_id references app_user (id),
  actor_name text not null
);

create append_only table hold (
  id entity_id primary key,
  alert_id entity_id not null references alert (id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  rule code of RuleId not null,
  subject text not null,
  started_at instant not null,
  recorded_at instant not null,
  start_time_known boolean not null default true
);

-- Whether the criterion that ends a hold is met: the highest revision counts. It releases nothing; a physician does.
create append_only table hold_criterion (
  hold_id entity_id not null references hold (id),
  revision integer not null check (revision >= 1),
  met boolean not null,
  -- Of the value that met it, or of the correction that took it away.
  at instant not null,
  evidence text not null check (length(evidence) > 0),
  recorded_at instant not null,
  primary key (hold_id, revision)
);

create append_only table hold_end (
  hold_id entity_id primary key references hold (id),
  ended_at instant not null,
  released_by code of HoldRelease not null,
  explanation text not null,
  actor_name text not null,
  recorded_at instant not null
);

-- How many calls a physician should get in one shift at most; the newest counts.
create append_only table alert_budget (
  seq identity primary key,
  calls_per_shift integer not null check (calls_per_shift between 1 and 200),
  reason text not null check (length(reason) > 0),
  signed_by_id entity_id references app_user (id),
  signed_by text not null check (length(signed_by) > 0),
  since instant not null
);
