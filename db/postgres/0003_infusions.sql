-- The calendar and what happened at each infusion.
create table infusion (
  id entity_id not null primary key,
  course_id entity_id not null references course (id),
  calendar_ordinal bigint not null check (calendar_ordinal >= 1),
  cycle bigint not null check (cycle >= 1),
  day_of_cycle bigint not null check (day_of_cycle >= 1),
  planned_on calendar_date not null,
  unique (course_id, calendar_ordinal)
);

create table infusion_step (
  id entity_id not null primary key,
  infusion_id entity_id not null references infusion (id),
  kind text collate "C" not null check (kind in ('Premedicated', 'Started', 'RateChanged', 'Interrupted', 'Resumed', 'Ended', 'NotGiven')),
  at instant not null,
  rate_microlitres_per_hour bigint null check (rate_microlitres_per_hour > 0),
  weight_grams bigint null check (weight_grams > 0),
  brand text collate "C" null,
  batch_number text collate "C" null,
  reaction text collate "C" null check (reaction in ('ReactionsRecorded', 'NoReactionObserved', 'NotReported')),
  reason text collate "C" null,
  supersedes_id entity_id null unique references infusion_step (id),
  correction_reason text collate "C" null,
  taken_over boolean not null,
  time_known boolean not null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  check (kind <> 'Ended' or reaction is not null),
  check (kind not in ('Started', 'RateChanged', 'Resumed') or rate_microlitres_per_hour is not null or taken_over),
  check (kind not in ('Interrupted', 'NotGiven') or length(reason) > 0),
  check ((supersedes_id is null) = (correction_reason is null)),
  check (correction_reason is null or length(correction_reason) > 0)
);
create index infusion_step_infusion on infusion_step (infusion_id);

create table premedication (
  step_id entity_id not null references infusion_step (id),
  position bigint not null check (position >= 1),
  infusion_id entity_id not null references infusion (id),
  drug text collate "C" not null,
  dose_micrograms bigint null check (dose_micrograms > 0),
  route text collate "C" null check (route in ('Oral', 'Intravenous')),
  given_at instant not null,
  primary key (step_id, position)
);
create index premedication_infusion on premedication (infusion_id);

-- What the steps add up to (InfusionState.From); rebuilt from them at any time, never a source of its own.
create table infusion_state (
  infusion_id entity_id not null primary key references infusion (id),
  course_id entity_id not null references course (id),
  planned_on calendar_date not null,
  calendar_ordinal bigint not null,
  given_ordinal bigint null check (given_ordinal >= 1),
  status text collate "C" not null check (status in ('Planned', 'Premedicated', 'Running', 'Interrupted', 'Ended', 'NotGiven')),
  started_at instant null,
  start_time_known boolean not null default true,
  ended_at instant null,
  last_step_at instant null,
  initial_rate_microlitres_per_hour bigint null,
  current_rate_microlitres_per_hour bigint null,
  weight_grams bigint null,
  brand text collate "C" null,
  batch_number text collate "C" null,
  reaction text collate "C" null,
  premedication_unknown boolean not null default false,
  reason text collate "C" null
);
create index infusion_state_open on infusion_state (status, planned_on);
create index infusion_state_course on infusion_state (course_id, calendar_ordinal);

create trigger infusion_append_only before update or delete or truncate on infusion
for each statement execute function refuse_change();

create trigger infusion_step_append_only before update or delete or truncate on infusion_step
for each statement execute function refuse_change();

create trigger premedication_append_only before update or delete or truncate on premedication
for each statement execute function refuse_change();
