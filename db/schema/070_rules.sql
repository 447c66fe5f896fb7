-- What is proposed by which rules, and whether the rules are alive.

-- What a change of the rules would have changed, as it was shown before the decision.
create append_only table rule_preview (
  id entity_id primary key,
  from_stamp text not null check (length(from_stamp) > 0),
  to_stamp text not null check (length(to_stamp) > 0),
  set_id text not null check (length(set_id) > 0),
  made_at instant not null,
  made_by_id entity_id references app_user (id),
  made_by text not null,
  content_json json_text not null
);

-- What the unit decided about its rules: a label's rule set put in force, a new version of its own policy, or a single
-- rule shown in context, as the data say again, or retired.
create append_only table rule_decision (
  position integer not null primary key check (position >= 1),
  kind code of RuleDecisionKind not null,
  stamp text not null check (length(stamp) > 0),
  since instant not null,
  reason text not null check (length(reason) > 0),
  signed_by_id entity_id references app_user (id),
  signed_by text not null,
  set_id text,
  preview_id entity_id references rule_preview (id),
  policy_version text,
  anc_freshness_hours integer check (anc_freshness_hours between 1 and 744),
  vital_signs_every_minutes integer check (vital_signs_every_minutes between 1 and 240),
  systolic_limit_mmhg integer check (systolic_limit_mmhg between 100 and 250),
  diastolic_limit_mmhg integer check (diastolic_limit_mmhg between 50 and 150),
  premedication_latest_minutes integer check (premedication_latest_minutes between 0 and 1440),
  premedication_earliest_minutes integer check (premedication_earliest_minutes between 0 and 1440),
  rule code of RuleId,
  tier_change code of TierChangeKind,
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

-- What new rules already found in the courses when they came into force: past, so it opens no alert afterwards.
create append_only table rule_past (
  course_id entity_id not null references course (id),
  fingerprint text not null check (length(fingerprint) > 0),
  position integer not null references rule_decision (position),
  primary key (course_id, fingerprint)
);

-- Trials of the rules by canaries.
create append_only table canary_run (
  seq identity primary key,
  at instant not null,
  turn text not null check (length(turn) > 0),
  rule code of RuleId not null,
  rule_set_version text not null check (length(rule_set_version) > 0),
  outcome code of CanaryOutcome not null,
  reason code of CanaryReason not null,
  detail text,
  duration_ms integer not null check (duration_ms >= 0),
  started_by text not null check (length(started_by) > 0)
);

-- The newest trial of each rule, and the newest on which it fired; rebuilt from canary_run.
create table canary_state (
  rule code of RuleId primary key,
  seq integer not null references canary_run (seq),
  fired_seq integer references canary_run (seq)
);
