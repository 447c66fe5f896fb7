-- The calendar and what happened at each infusion.
create table infusion (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  course_id text not null references course (id),
  calendar_ordinal integer not null check (calendar_ordinal >= 1),
  cycle integer not null check (cycle >= 1),
  day_of_cycle integer not null check (day_of_cycle >= 1),
  planned_on text not null check (planned_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  unique (course_id, calendar_ordinal)
) strict;

create table infusion_step (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  infusion_id text not null references infusion (id),
  kind text not null check (kind in ('Premedicated', 'Started', 'RateChanged', 'Interrupted', 'Resumed', 'Ended', 'NotGiven')),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  rate_microlitres_per_hour integer null check (rate_microlitres_per_hour > 0),
  weight_grams integer null check (weight_grams > 0),
  brand text null,
  batch_number text null,
  reaction text null check (reaction in ('ReactionsRecorded', 'NoReactionObserved', 'NotReported')),
  reason text null,
  supersedes_id text null unique references infusion_step (id),
  correction_reason text null,
  taken_over integer not null check (taken_over in (0, 1)),
  time_known integer not null check (time_known in (0, 1)),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  check (kind <> 'Ended' or reaction is not null),
  check (kind not in ('Started', 'RateChanged', 'Resumed') or rate_microlitres_per_hour is not null or taken_over = 1),
  check (kind not in ('Interrupted', 'NotGiven') or length(reason) > 0),
  check ((supersedes_id is null) = (correction_reason is null)),
  check (correction_reason is null or length(correction_reason) > 0)
) strict;
create index infusion_step_infusion on infusion_step (infusion_id);

create table premedication (
  step_id text not null references infusion_step (id),
  position integer not null check (position >= 1),
  infusion_id text not null references infusion (id),
  drug text not null,
  dose_micrograms integer null check (dose_micrograms > 0),
  route text null check (route in ('Oral', 'Intravenous')),
  given_at text not null check (given_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  primary key (step_id, position)
) strict;
create index premedication_infusion on premedication (infusion_id);

-- What the steps add up to (InfusionState.From); rebuilt from them at any time, never a source of its own.
create table infusion_state (
  infusion_id text not null primary key references infusion (id) check (infusion_id glob '????????-????-????-????-????????????' and infusion_id not glob '*[^0-9a-f-]*'),
  course_id text not null references course (id),
  planned_on text not null check (planned_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  calendar_ordinal integer not null,
  given_ordinal integer null check (given_ordinal >= 1),
  status text not null check (status in ('Planned', 'Premedicated', 'Running', 'Interrupted', 'Ended', 'NotGiven')),
  started_at text null check (started_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  start_time_known integer not null default 1 check (start_time_known in (0, 1)),
  ended_at text null check (ended_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  last_step_at text null check (last_step_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  initial_rate_microlitres_per_hour integer null,
  current_rate_microlitres_per_hour integer null,
  weight_grams integer null,
  brand text null,
  batch_number text null,
  reaction text null,
  premedication_unknown integer not null default 0 check (premedication_unknown in (0, 1)),
  reason text null
) strict;
create index infusion_state_open on infusion_state (status, planned_on);
create index infusion_state_course on infusion_state (course_id, calendar_ordinal);

create trigger infusion_no_update before update on infusion begin select raise(abort, 'infusion is append-only'); end;
create trigger infusion_no_delete before delete on infusion begin select raise(abort, 'infusion is append-only'); end;

create trigger infusion_step_no_update before update on infusion_step begin select raise(abort, 'infusion_step is append-only'); end;
create trigger infusion_step_no_delete before delete on infusion_step begin select raise(abort, 'infusion_step is append-only'); end;

create trigger premedication_no_update before update on premedication begin select raise(abort, 'premedication is append-only'); end;
create trigger premedication_no_delete before delete on premedication begin select raise(abort, 'premedication is append-only'); end;
