-- Do the rules work, and are they heard: trials of the rules by canaries.
create table canary_run (
  seq integer primary key autoincrement,
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  turn text not null check (length(turn) > 0),
  rule text not null check (length(rule) > 0),
  rule_set_version text not null check (length(rule_set_version) > 0),
  outcome text not null check (outcome in ('Fired', 'Silent', 'SwitchedOff', 'Failed')),
  reason text not null check (reason in ('Called', 'ShownInContext', 'NoAlert', 'NoCall', 'OtherTier', 'NoHold', 'OtherPatient', 'LabelUnverified', 'PolicyHasNoLimit', 'NoCanary', 'Error', 'Retired')),
  detail text null,
  duration_ms integer not null check (duration_ms >= 0),
  started_by text not null check (length(started_by) > 0)
) strict;

-- The newest trial of each rule, and the newest on which it fired; rebuilt from canary_run.
create table canary_state (
  rule text not null primary key,
  seq integer not null references canary_run (seq),
  fired_seq integer null references canary_run (seq)
) strict;

create trigger canary_run_no_update before update on canary_run begin select raise(abort, 'canary_run is append-only'); end;
create trigger canary_run_no_delete before delete on canary_run begin select raise(abort, 'canary_run is append-only'); end;

-- How many calls a physician should get in one shift at most; the newest counts.
create table alert_budget (
  seq integer primary key autoincrement,
  calls_per_shift integer not null check (calls_per_shift between 1 and 200),
  reason text not null check (length(reason) > 0),
  signed_by_id text null references app_user (id),
  signed_by text not null check (length(signed_by) > 0),
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;

create trigger alert_budget_no_update before update on alert_budget begin select raise(abort, 'alert_budget is append-only'); end;
create trigger alert_budget_no_delete before delete on alert_budget begin select raise(abort, 'alert_budget is append-only'); end;

-- What is counted over a period is found by its time, not among all that ever was.
create index alert_opened on alert (opened_at);
create index infusion_state_started on infusion_state (started_at);
create index outbox_created on outbox (created_at);

-- A decision about the rules may also be about a single rule: shown in context, as the data say again, or retired.
create table rule_decision_new (
  position integer not null primary key check (position >= 1),
  kind text not null check (kind in ('RuleSet', 'LocalPolicy', 'RuleTier')),
  stamp text not null check (length(stamp) > 0),
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  reason text not null check (length(reason) > 0),
  signed_by_id text null references app_user (id),
  signed_by text not null,
  set_id text null,
  preview_id text null references rule_preview (id),
  policy_version text null,
  anc_freshness_hours integer null check (anc_freshness_hours between 1 and 744),
  vital_signs_every_minutes integer null check (vital_signs_every_minutes between 1 and 240),
  systolic_limit_mmhg integer null check (systolic_limit_mmhg between 100 and 250),
  diastolic_limit_mmhg integer null check (diastolic_limit_mmhg between 50 and 150),
  premedication_latest_minutes integer null check (premedication_latest_minutes between 0 and 1440),
  premedication_earliest_minutes integer null check (premedication_earliest_minutes between 0 and 1440),
  rule text null,
  tier_change text null check (tier_change in ('Demote', 'Restore', 'Retire')),
  check ((kind = 'RuleSet') = (set_id is not null)),
  check ((kind in ('RuleSet', 'RuleTier')) = (preview_id is not null)),
  check ((kind = 'RuleTier') = (rule is not null)),
  check ((kind = 'RuleTier') = (tier_change is not null)),
  check ((kind = 'LocalPolicy') = (policy_version is not null)),
  check ((kind = 'LocalPolicy') = (anc_freshness_hours is not null)),
  check ((kind = 'LocalPolicy') = (vital_signs_every_minutes is not null)),
  check ((systolic_limit_mmhg is null) = (diastolic_limit_mmhg is null)),
  check ((premedication_latest_minutes is null) = (premedication_earliest_minutes is null))
) strict;
insert into rule_decision_new
  select position, kind, stamp, since, reason, signed_by_id, signed_by, set_id, preview_id, policy_version, anc_freshness_hours, vital_signs_every_minutes,
    systolic_limit_mmhg, diastolic_limit_mmhg, premedication_latest_minutes, premedication_earliest_minutes, null, null from rule_decision;

create table rule_past_new (
  course_id text not null references course (id),
  fingerprint text not null check (length(fingerprint) > 0),
  position integer not null references rule_decision_new (position),
  primary key (course_id, fingerprint)
) strict;
insert into rule_past_new select course_id, fingerprint, position from rule_past;
drop table rule_past;
drop table rule_decision;
alter table rule_decision_new rename to rule_decision;
alter table rule_past_new rename to rule_past;
create trigger rule_decision_no_update before update on rule_decision begin select raise(abort, 'rule_decision is append-only'); end;
create trigger rule_decision_no_delete before delete on rule_decision begin select raise(abort, 'rule_decision is append-only'); end;
create trigger rule_past_no_update before update on rule_past begin select raise(abort, 'rule_past is append-only'); end;
create trigger rule_past_no_delete before delete on rule_past begin select raise(abort, 'rule_past is append-only'); end;
