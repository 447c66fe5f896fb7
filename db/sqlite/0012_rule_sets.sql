-- What the unit decided about its rules: a label's rule set put in force, or a new version of its own policy.
create table rule_preview (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  from_stamp text not null check (length(from_stamp) > 0),
  to_stamp text not null check (length(to_stamp) > 0),
  set_id text not null check (length(set_id) > 0),
  made_at text not null check (made_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  made_by_id text null references app_user (id),
  made_by text not null,
  content_json text not null
) strict;

create table rule_decision (
  position integer not null primary key check (position >= 1),
  kind text not null check (kind in ('RuleSet', 'LocalPolicy')),
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
  check ((kind = 'RuleSet') = (set_id is not null)),
  check ((kind = 'RuleSet') = (preview_id is not null)),
  check ((kind = 'LocalPolicy') = (policy_version is not null)),
  check ((kind = 'LocalPolicy') = (anc_freshness_hours is not null)),
  check ((kind = 'LocalPolicy') = (vital_signs_every_minutes is not null)),
  check ((systolic_limit_mmhg is null) = (diastolic_limit_mmhg is null)),
  check ((premedication_latest_minutes is null) = (premedication_earliest_minutes is null))
) strict;

-- What new rules already found in the courses when they came into force: past, so it opens no alert afterwards.
create table rule_past (
  course_id text not null references course (id),
  fingerprint text not null check (length(fingerprint) > 0),
  position integer not null references rule_decision (position),
  primary key (course_id, fingerprint)
) strict;

create trigger rule_preview_no_update before update on rule_preview begin select raise(abort, 'rule_preview is append-only'); end;
create trigger rule_preview_no_delete before delete on rule_preview begin select raise(abort, 'rule_preview is append-only'); end;
create trigger rule_decision_no_update before update on rule_decision begin select raise(abort, 'rule_decision is append-only'); end;
create trigger rule_decision_no_delete before delete on rule_decision begin select raise(abort, 'rule_decision is append-only'); end;
create trigger rule_past_no_update before update on rule_past begin select raise(abort, 'rule_past is append-only'); end;
create trigger rule_past_no_delete before delete on rule_past begin select raise(abort, 'rule_past is append-only'); end;
