-- The calendar and what happened at each infusion.

create append_only table infusion (
  id entity_id primary key,
  course_id entity_id not null references course (id),
  calendar_ordinal integer not null check (calendar_ordinal >= 1),
  cycle integer not null check (cycle >= 1),
  day_of_cycle integer not null check (day_of_cycle >= 1),
  planned_on calendar_date not null,
  unique (course_id, calendar_ordinal)
);

-- What an infusion's day of the calendar and date became: the highest revision counts, the infusion's own row is
-- revision 1.
create append_only table infusion_plan (
  infusion_id entity_id not null references infusion (id),
  revision integer not null check (revision >= 2),
  change_id entity_id not null references calendar_change (id),
  cycle integer not null check (cycle >= 1),
  day_of_cycle integer not null check (day_of_cycle >= 1),
  planned_on calendar_date not null,
  -- Whether a person chose the date, or it followed from another.
  chosen boolean not null,
  primary key (infusion_id, revision)
);
create index infusion_plan_change on infusion_plan (change_id);

-- The infusion as it happens: a start under the skin has no rate, and a rate other than offered keeps what was offered.
create append_only table infusion_step (
  id entity_id primary key,
  infusion_id entity_id not null references infusion (id),
  kind code of InfusionStepKind not null,
  at instant not null,
  rate_microlitres_per_hour integer check (rate_microlitres_per_hour > 0),
  weight_grams integer check (weight_grams > 0),
  brand text,
  batch_number text,
  reaction code of ReactionStatement,
  reason text,
  supersedes_id entity_id unique references infusion_step (id),
  correction_reason text,
  taken_over boolean not null,
  time_known boolean not null,
  recorded_at instant not null,
  recorded_by text not null,
  route code of InfusionRoute ('Intravenous', 'Subcutaneous'),
  flat_dose_micrograms integer check (flat_dose_micrograms > 0),
  offered_rate_microlitres_per_hour integer check (offered_rate_microlitres_per_hour > 0),
  -- What a step was asked about before it was recorded, and why it was right all the same.
  confirmed_questions text check (length(confirmed_questions) > 0),
  confirmation_reason text check (length(confirmation_reason) > 0),
  -- Given by the 30-minute table: how the drug was given is part of what a patient is compared with.
  rapid boolean not null default false,
  check (kind <> 'Ended' or reaction is not null),
  check (kind not in ('Started', 'RateChanged', 'Resumed') or rate_microlitres_per_hour is not null
    or taken_over or coalesce(route, '') = 'Subcutaneous'),
  check (kind not in ('Interrupted', 'NotGiven') or length(reason) > 0),
  check ((supersedes_id is null) = (correction_reason is null)),
  check (correction_reason is null or length(correction_reason) > 0),
  check (route is null or kind = 'Started'),
  check (coalesce(route, '') <> 'Subcutaneous' or rate_microlitres_per_hour is null),
  check (flat_dose_micrograms is null or coalesce(route, '') = 'Subcutaneous')
);
create index infusion_step_infusion on infusion_step (infusion_id);

create append_only table premedication (
  step_id entity_id not null references infusion_step (id),
  position integer not null check (position >= 1),
  infusion_id entity_id not null references infusion (id),
  drug text not null,
  dose_micrograms integer check (dose_micrograms > 0),
  route code of PremedicationRoute,
  given_at instant not null,
  -- Who gave a premedication drug; who recorded it stands with the step. Null = not stated.
  given_by_id entity_id references app_user (id),
  given_by text check (length(given_by) between 1 and 200),
  primary key (step_id, position)
);
create index premedication_infusion on premedication (infusion_id);

-- What a physician ordered in place of the plan of the label, from when on. The highest revision counts from its
-- instant.
create append_only table premedication_order (
  course_id entity_id not null references course (id),
  revision integer not null check (revision >= 1),
  -- Codes with commas; empty = no premedication is ordered.
  drugs text not null,
  reason text not null check (length(reason) > 0),
  since instant not null,
  ordered_by text not null,
  primary key (course_id, revision)
);

-- What the steps add up to (InfusionState.From); rebuilt from them at any time, never a source of its own.
create table infusion_state (
  infusion_id entity_id primary key references infusion (id),
  course_id entity_id not null references course (id),
  planned_on calendar_date not null,
  calendar_ordinal integer not null,
  given_ordinal integer check (given_ordinal >= 1),
  status code of InfusionStatus not null,
  started_at instant,
  start_time_known boolean not null default true,
  ended_at instant,
  last_step_at instant,
  initial_rate_microlitres_per_hour integer,
  current_rate_microlitres_per_hour integer,
  weight_grams integer,
  brand text,
  batch_number text,
  reaction code of ReactionStatement,
  premedication_unknown boolean not null default false,
  reason text,
  route code of InfusionRoute ('Intravenous', 'Subcutaneous') not null default 'Intravenous',
  flat_dose_micrograms integer check (flat_dose_micrograms > 0),
  cycle integer not null default 1 check (cycle >= 1),
  day_of_cycle integer not null default 1 check (day_of_cycle >= 1),
  rapid boolean not null default false
);
create index infusion_state_open on infusion_state (status, planned_on);
create index infusion_state_course on infusion_state (course_id, calendar_ordinal);
create index infusion_state_started on infusion_state (started_at);
-- Who was treated is read from the first infusion of each course, not from all of them.
create index infusion_state_first on infusion_state (course_id) where given_ordinal = 1;

-- One look at the patient during an infusion. The blood pressure has a table of its own.
create append_only table bedside_check (
  id entity_id primary key,
  infusion_id entity_id not null references infusion (id),
  at instant not null,
  pulse_per_minute integer check (pulse_per_minute > 0),
  temperature_tenths_celsius integer check (temperature_tenths_celsius > 0),
  oxygen_saturation_percent integer check (oxygen_saturation_percent between 1 and 100),
  respiratory_rate_per_minute integer check (respiratory_rate_per_minute > 0),
  reaction_now code of ReactionNow,
  status code of EventStatus not null,
  supersedes_id entity_id unique references bedside_check (id),
  reason text,
  recorded_at instant not null,
  recorded_by text not null,
  check ((supersedes_id is null) = (reason is null)),
  check (reason is null or length(reason) > 0),
  check (supersedes_id is not null or status = 'Recorded'),
  check (coalesce(pulse_per_minute, temperature_tenths_celsius,
    oxygen_saturation_percent, respiratory_rate_per_minute) is not null or reaction_now is not null)
);
create index bedside_check_infusion on bedside_check (infusion_id);

-- A start that was stopped because the interval of the regimen was not over: a fact the rules look at.
create append_only table start_attempt (
  infusion_id entity_id not null references infusion (id),
  attempt integer not null check (attempt >= 1),
  course_id entity_id not null references course (id),
  at instant not null,
  recorded_at instant not null,
  recorded_by text not null,
  primary key (infusion_id, attempt)
);
create index start_attempt_course on start_attempt (course_id);

-- A physician's choice for one infusion; the highest revision counts, and without a row the table of its ordinal does.
create append_only table infusion_rate_plan (
  infusion_id entity_id not null references infusion (id),
  revision integer not null check (revision >= 1),
  plan_id text not null,
  plan_version text not null,
  content_sha256 text not null check (length(content_sha256) = 64),
  reason text not null check (length(reason) > 0),
  chosen_at instant not null,
  chosen_by text not null,
  primary key (infusion_id, revision)
);

-- What administrators signed about rate tables; the newest entry about exactly this content counts.
create append_only table rate_table_signature (
  id entity_id primary key,
  plan_id text not null,
  plan_version text not null,
  content_sha256 text not null check (length(content_sha256) = 64),
  step code ('Signed', 'Withdrawn') not null,
  document text check (length(document) > 0),
  reason text check (length(reason) > 0),
  signed_by_id entity_id not null references app_user (id),
  signed_by text not null check (length(signed_by) > 0),
  signed_at instant not null,
  check ((step = 'Signed') = (document is not null)),
  check ((step = 'Withdrawn') = (reason is not null))
);
create index rate_table_signature_plan on rate_table_signature (plan_id, content_sha256);
