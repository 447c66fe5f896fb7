-- The calendar and what happened at each infusion.
create table infusion (
  id TEXT not null primary key,
  course_id TEXT not null references course (id),
  calendar_ordinal INTEGER not null check (calendar_ordinal >= 1),
  cycle INTEGER not null check (cycle >= 1),
  day_of_cycle INTEGER not null check (day_of_cycle >= 1),
  planned_on TEXT not null check (planned_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  unique (course_id, calendar_ordinal)
) STRICT;

create table infusion_step (
  id TEXT not null primary key,
  infusion_id TEXT not null references infusion (id),
  kind TEXT not null check (kind in ('Premedicated', 'Started', 'RateChanged', 'Interrupted', 'Resumed', 'Ended', 'NotGiven')),
  at TEXT not null check (at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  rate_microlitres_per_hour INTEGER null check (rate_microlitres_per_hour > 0),
  weight_grams INTEGER null check (weight_grams > 0),
  brand TEXT null,
  batch_number TEXT null,
  reaction TEXT null check (reaction in ('ReactionsRecorded', 'NoReactionObserved', 'NotReported')),
  reason TEXT null,
  supersedes_id TEXT null unique references infusion_step (id),
  recorded_at TEXT not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  recorded_by TEXT not null,
  check (kind <> 'Ended' or reaction is not null),
  check (kind not in ('Started', 'RateChanged', 'Resumed') or rate_microlitres_per_hour is not null),
  check (supersedes_id is null or length(reason) > 0)
) STRICT;
create index infusion_step_infusion on infusion_step (infusion_id);

create table premedication (
  step_id TEXT not null references infusion_step (id),
  position INTEGER not null check (position >= 1),
  infusion_id TEXT not null references infusion (id),
  drug TEXT not null,
  dose_micrograms INTEGER null check (dose_micrograms > 0),
  route TEXT null check (route in ('PO', 'IV')),
  given_at TEXT not null check (given_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  primary key (step_id, position)
) STRICT;
create index premedication_infusion on premedication (infusion_id);

-- What the steps add up to (InfusionState.From); rebuilt from them at any time, never a source of its own.
create table infusion_state (
  infusion_id TEXT not null primary key references infusion (id),
  course_id TEXT not null references course (id),
  planned_on TEXT not null check (planned_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  calendar_ordinal INTEGER not null,
  given_ordinal INTEGER null check (given_ordinal >= 1),
  status TEXT not null check (status in ('Planned', 'Premedicated', 'Running', 'Interrupted', 'Ended', 'NotGiven')),
  started_at TEXT null check (started_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  ended_at TEXT null check (ended_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  last_step_at TEXT null check (last_step_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  initial_rate_microlitres_per_hour INTEGER null,
  current_rate_microlitres_per_hour INTEGER null,
  weight_grams INTEGER null,
  brand TEXT null,
  batch_number TEXT null,
  reaction TEXT null,
  reason TEXT null
) STRICT;
create index infusion_state_open on infusion_state (status, planned_on);
create index infusion_state_course on infusion_state (course_id, calendar_ordinal);

create trigger infusion_no_update before update on infusion begin select raise(abort, 'infusion is append-only'); end;
create trigger infusion_no_delete before delete on infusion begin select raise(abort, 'infusion is append-only'); end;

create trigger infusion_step_no_update before update on infusion_step begin select raise(abort, 'infusion_step is append-only'); end;
create trigger infusion_step_no_delete before delete on infusion_step begin select raise(abort, 'infusion_step is append-only'); end;

create trigger premedication_no_update before update on premedication begin select raise(abort, 'premedication is append-only'); end;
create trigger premedication_no_delete before delete on premedication begin select raise(abort, 'premedication is append-only'); end;
