-- Do the rules work, and are they heard: trials of the rules by canaries.
create table canary_run (
  seq integer primary key autoincrement,
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  turn text not null check (length(turn) > 0),
  rule text not null check (length(rule) > 0),
  rule_set_version text not null check (length(rule_set_version) > 0),
  outcome text not null check (outcome in ('Fired', 'Silent', 'SwitchedOff', 'Failed')),
  reason text not null check (reason in ('Called', 'ShownInContext', 'NoAlert', 'NoCall', 'OtherTier', 'NoHold', 'OtherPatient', 'LabelUnverified', 'PolicyHasNoLimit', 'NoCanary', 'Error')),
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
