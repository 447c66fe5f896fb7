-- The calendar and what happened at each infusion.
create table infusion (
  id text not null primary key,
  course_id text not null references course (id),
  calendar_ordinal bigint not null check (calendar_ordinal >= 1),
  cycle bigint not null check (cycle >= 1),
  day_of_cycle bigint not null check (day_of_cycle >= 1),
  planned_on text not null check (planned_on ~ '^\d{4}-\d\d-\d\d$'),
  unique (course_id, calendar_ordinal)
);

create table infusion_step (
  id text not null primary key,
  infusion_id text not null references infusion (id),
  kind text not null check (kind in ('Premedicated', 'Started', 'RateChanged', 'Interrupted', 'Resumed', 'Ended', 'NotGiven')),
  at text not null check (at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  rate_microlitres_per_hour bigint null check (rate_microlitres_per_hour > 0),
  weight_grams bigint null check (weight_grams > 0),
  brand text null,
  batch_number text null,
  reaction text null check (reaction in ('ReactionsRecorded', 'NoReactionObserved', 'NotReported')),
  reason text null,
  supersedes_id text null unique references infusion_step (id),
  recorded_at text not null check (recorded_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  recorded_by text not null,
  check (kind <> 'Ended' or reaction is not null),
  check (kind not in ('Started', 'RateChanged', 'Resumed') or rate_microlitres_per_hour is not null),
  check (supersedes_id is null or length(reason) > 0)
);
create index infusion_step_infusion on infusion_step (infusion_id);

create table premedication (
  step_id text not null references infusion_step (id),
  position bigint not null check (position >= 1),
  infusion_id text not null references infusion (id),
  drug text not null,
  dose_micrograms bigint null check (dose_micrograms > 0),
  route text null check (route in ('PO', 'IV')),
  given_at text not null check (given_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  primary key (step_id, position)
);
create index premedication_infusion on premedication (infusion_id);

-- What the steps add up to (InfusionState.From); rebuilt from them at any time, never a source of its own.
create table infusion_state (
  infusion_id text not null primary key references infusion (id),
  course_id text not null references course (id),
  planned_on text not null check (planned_on ~ '^\d{4}-\d\d-\d\d$'),
  calendar_ordinal bigint not null,
  given_ordinal bigint null check (given_ordinal >= 1),
  status text not null check (status in ('Planned', 'Premedicated', 'Running', 'Interrupted', 'Ended', 'NotGiven')),
  started_at text null check (started_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  ended_at text null check (ended_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  last_step_at text null check (last_step_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  initial_rate_microlitres_per_hour bigint null,
  current_rate_microlitres_per_hour bigint null,
  weight_grams bigint null,
  brand text null,
  batch_number text null,
  reaction text null,
  reason text null
);
create index infusion_state_open on infusion_state (status, planned_on);
create index infusion_state_course on infusion_state (course_id, calendar_ordinal);

create trigger infusion_append_only before update or delete on infusion for each row execute function refuse_change();

create trigger infusion_step_append_only before update or delete on infusion_step for each row execute function refuse_change();

create trigger premedication_append_only before update or delete on premedication for each row execute function refuse_change();
