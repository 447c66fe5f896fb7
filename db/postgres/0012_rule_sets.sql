-- What the unit decided about its rules: a label's rule set put in force, or a new version of its own policy.
create table rule_preview (
  id entity_id not null primary key,
  from_stamp text collate "C" not null check (length(from_stamp) > 0),
  to_stamp text collate "C" not null check (length(to_stamp) > 0),
  set_id text collate "C" not null check (length(set_id) > 0),
  made_at instant not null,
  made_by_id entity_id null references app_user (id),
  made_by text collate "C" not null,
  content_json text collate "C" not null
);

create table rule_decision (
  position bigint not null primary key check (position >= 1),
  kind text collate "C" not null check (kind in ('RuleSet', 'LocalPolicy')),
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
  check ((kind = 'RuleSet') = (set_id is not null)),
  check ((kind = 'RuleSet') = (preview_id is not null)),
  check ((kind = 'LocalPolicy') = (policy_version is not null)),
  check ((kind = 'LocalPolicy') = (anc_freshness_hours is not null)),
  check ((kind = 'LocalPolicy') = (vital_signs_every_minutes is not null)),
  check ((systolic_limit_mmhg is null) = (diastolic_limit_mmhg is null)),
  check ((premedication_latest_minutes is null) = (premedication_earliest_minutes is null))
);

-- What new rules already found in the courses when they came into force: past, so it opens no alert afterwards.
create table rule_past (
  course_id entity_id not null references course (id),
  fingerprint text collate "C" not null check (length(fingerprint) > 0),
  position bigint not null references rule_decision (position),
  primary key (course_id, fingerprint)
);

create trigger rule_preview_append_only before update or delete or truncate on rule_preview
for each statement execute function refuse_change();

create trigger rule_decision_append_only before update or delete or truncate on rule_decision
for each statement execute function refuse_change();

create trigger rule_past_append_only before update or delete or truncate on rule_past
for each statement execute function refuse_change();
