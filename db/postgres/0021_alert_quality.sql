-- Do the rules work, and are they heard: trials of the rules by canaries.
create table canary_run (
  seq bigint generated always as identity primary key,
  at instant not null,
  turn text collate "C" not null check (length(turn) > 0),
  rule text collate "C" not null check (length(rule) > 0),
  rule_set_version text collate "C" not null check (length(rule_set_version) > 0),
  outcome text collate "C" not null check (outcome in ('Fired', 'Silent', 'SwitchedOff', 'Failed')),
  reason text collate "C" not null check (reason in ('Called', 'ShownInContext', 'NoAlert', 'NoCall', 'OtherTier', 'NoHold', 'OtherPatient', 'LabelUnverified', 'PolicyHasNoLimit', 'NoCanary', 'Error', 'Retired')),
  detail text collate "C" null,
  duration_ms bigint not null check (duration_ms >= 0),
  started_by text collate "C" not null check (length(started_by) > 0)
);

-- The newest trial of each rule, and the newest on which it fired; rebuilt from canary_run.
create table canary_state (
  rule text collate "C" not null primary key,
  seq bigint not null references canary_run (seq),
  fired_seq bigint null references canary_run (seq)
);

create trigger canary_run_append_only before update or delete or truncate on canary_run
for each statement execute function refuse_change();

-- How many calls a physician should get in one shift at most; the newest counts.
create table alert_budget (
  seq bigint generated always as identity primary key,
  calls_per_shift bigint not null check (calls_per_shift between 1 and 200),
  reason text collate "C" not null check (length(reason) > 0),
  signed_by_id entity_id null references app_user (id),
  signed_by text collate "C" not null check (length(signed_by) > 0),
  since instant not null
);

create trigger alert_budget_append_only before update or delete or truncate on alert_budget
for each statement execute function refuse_change();

-- What is counted over a period is found by its time, not among all that ever was.
create index alert_opened on alert (opened_at);
create index infusion_state_started on infusion_state (started_at);
create index outbox_created on outbox (created_at);

-- A decision about the rules may also be about a single rule: shown in context, as the data say again, or retired.
create table rule_decision_new (
  position bigint not null primary key check (position >= 1),
  kind text collate "C" not null check (kind in ('RuleSet', 'LocalPolicy', 'RuleTier')),
  stamp text collate "C" not null check (length(stamp) > 0),
  since instant not null,
  reason text collate "C" not null check (length(reason) > 0),
  signed_by_id entity_id null references app_user (id),
  signed_by text collate "C" not null,
  set_id text collate "C" null,
  preview_id entity_id null references rule_preview (id),
  policy_version text collate "C" null,
  anc_freshness_hours bigint null check (anc_freshness_hours between 1 and 744),
  vital_signs_every_minutes bigint null check (vital_signs_every_minutes between 1 and 240),
  systolic_limit_mmhg bigint null check (systolic_limit_mmhg between 100 and 250),
  diastolic_limit_mmhg bigint null check (diastolic_limit_mmhg between 50 and 150),
  premedication_latest_minutes bigint null check (premedication_latest_minutes between 0 and 1440),
  premedication_earliest_minutes bigint null check (premedication_earliest_minutes between 0 and 1440),
  rule text collate "C" null,
  tier_change text collate "C" null check (tier_change in ('Demote', 'Restore', 'Retire')),
  check ((kind = 'RuleSet') = (set_id is not null)),
  check ((kind in ('RuleSet', 'RuleTier')) = (preview_id is not null)),
  check ((kind = 'RuleTier') = (rule is not null)),
  check ((kind = 'RuleTier') = (tier_change is not null)),
  check ((kind = 'LocalPolicy') = (policy_version is not null)),
  check ((kind = 'LocalPolicy') = (anc_freshness_hours is not null)),
  check ((kind = 'LocalPolicy') = (vital_signs_every_minutes is not null)),
  check ((systolic_limit_mmhg is null) = (diastolic_limit_mmhg is null)),
  check ((premedication_latest_minutes is null) = (premedication_earliest_minutes is null))
);
insert into rule_decision_new
  select position, kind, stamp, since, reason, signed_by_id, signed_by, set_id, preview_id, policy_version, anc_freshness_hours, vital_signs_every_minutes,
    systolic_limit_mmhg, diastolic_limit_mmhg, premedication_latest_minutes, premedication_earliest_minutes, null, null from rule_decision;

create table rule_past_new (
  course_id entity_id not null references course (id),
  fingerprint text collate "C" not null check (length(fingerprint) > 0),
  position bigint not null references rule_decision_new (position),
  primary key (course_id, fingerprint)
);
insert into rule_past_new select course_id, fingerprint, position from rule_past;
drop table rule_past;
drop table rule_decision;
alter table rule_decision_new rename to rule_decision;
alter table rule_past_new rename to rule_past;
create trigger rule_decision_append_only before update or delete or truncate on rule_decision
for each statement execute function refuse_change();
create trigger rule_past_append_only before update or delete or truncate on rule_past
for each statement execute function refuse_change();
