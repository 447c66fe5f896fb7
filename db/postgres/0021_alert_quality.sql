-- Do the rules work, and are they heard: trials of the rules by canaries.
create table canary_run (
  seq bigint generated always as identity primary key,
  at instant not null,
  turn text collate "C" not null check (length(turn) > 0),
  rule text collate "C" not null check (length(rule) > 0),
  rule_set_version text collate "C" not null check (length(rule_set_version) > 0),
  outcome text collate "C" not null check (outcome in ('Fired', 'Silent', 'SwitchedOff', 'Failed')),
  reason text collate "C" not null check (reason in ('Called', 'ShownInContext', 'NoAlert', 'NoCall', 'OtherTier', 'NoHold', 'OtherPatient', 'LabelUnverified', 'PolicyHasNoLimit', 'NoCanary', 'Error')),
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
