-- Observations, adverse events and what is judged about them.

-- Correction chains, here and below: the row nobody supersedes counts.
create append_only table laboratory_result (
  id entity_id primary key,
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  test code of LabTest not null,
  value_entered text not null,
  unit_entered text not null,
  value_micro integer not null check (value_micro >= 0),
  lower_limit_micro integer check (lower_limit_micro > 0),
  collected_at instant not null,
  status code of EventStatus not null,
  supersedes_id entity_id unique references laboratory_result (id),
  reason text,
  recorded_at instant not null,
  recorded_by text not null,
  -- What is known by its day alone says so: its instant is then the first of that day.
  collected_time_known boolean not null default true,
  -- A result may be a bound: <0.1 is stored as its number and its sign, and decides only what every true value behind
  -- it decides.
  value_bound code of ValueBound not null default 'Exact',
  check (supersedes_id is null or length(reason) > 0)
);
create index laboratory_result_course on laboratory_result (course_id, test, collected_at);

create append_only table blood_pressure (
  id entity_id primary key,
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  infusion_id entity_id references infusion (id),
  systolic_mmhg integer not null check (systolic_mmhg > 0),
  diastolic_mmhg integer not null check (diastolic_mmhg > 0),
  during_reaction boolean not null,
  measured_at instant not null,
  status code of EventStatus not null,
  supersedes_id entity_id unique references blood_pressure (id),
  reason text,
  recorded_at instant not null,
  recorded_by text not null,
  -- Kept with the reading, so that it is graded the same later: the baseline it was compared with, and what became of
  -- it.
  baseline_systolic_mmhg integer check (baseline_systolic_mmhg > 0),
  baseline_diastolic_mmhg integer check (baseline_diastolic_mmhg > 0),
  persistence code of PressurePersistence,
  check (supersedes_id is null or length(reason) > 0)
);
create index blood_pressure_course on blood_pressure (course_id, measured_at);

create append_only table adverse_event (
  row_id entity_id primary key,
  -- The first row of the chain.
  event_id entity_id not null references adverse_event (row_id),
  supersedes_id entity_id unique references adverse_event (row_id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  status code of EventStatus not null,
  llt_code text not null check (length(llt_code) > 0),
  ctcae_version code of CtcaeVersion not null,
  grade integer check (grade between 1 and 5),
  onset_at instant,
  infusion_id entity_id references infusion (id),
  action_taken code of ActionTaken not null,
  seriousness_assessed boolean not null,
  seriousness integer not null check (seriousness between 0 and 63),
  -- A laboratory_result or a blood_pressure.
  source_observation_id entity_id,
  note text,
  recorded_at instant not null,
  recorded_by text not null,
  reason text,
  seriousness_ruled_out integer not null default 0 check (seriousness_ruled_out between 0 and 63),
  -- Codes with commas; null = not asked, empty = asked and none.
  symptoms text,
  onset_time_known boolean not null default true,
  check (supersedes_id is null or length(reason) > 0)
);
create index adverse_event_course on adverse_event (course_id);
create index adverse_event_event on adverse_event (event_id);
create index adverse_event_recorded on adverse_event (recorded_at);

-- What somebody said about the course of an event: a dated grade, an outcome, or both.
create append_only table event_course_entry (
  id entity_id primary key,
  event_id entity_id not null references adverse_event (row_id),
  supersedes_id entity_id unique references event_course_entry (id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  status code of EventStatus not null,
  at instant not null,
  grade integer check (grade between 1 and 5),
  outcome code of EventOutcome,
  recorded_at instant not null,
  recorded_by text not null,
  reason text,
  check (grade is not null or outcome is not null),
  check (supersedes_id is null or length(reason) > 0)
);
create index event_course_entry_event on event_course_entry (event_id);
create index event_course_entry_course on event_course_entry (course_id);

-- A term that somebody asked about at an infusion, and that was absent.
create append_only table absence_statement (
  id entity_id primary key,
  infusion_id entity_id not null references infusion (id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  llt_code text not null,
  status code of EventStatus not null,
  supersedes_id entity_id unique references absence_statement (id),
  recorded_at instant not null,
  recorded_by text not null,
  reason text,
  check (supersedes_id is null or length(reason) > 0)
);
create index absence_statement_infusion on absence_statement (infusion_id);

-- The newest row per event, drug and method counts; the earlier ones stay readable.
create append_only table causality_assessment (
  id entity_id primary key,
  event_id entity_id not null references adverse_event (row_id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  drug code of SuspectDrug not null,
  method code of CausalityMethod not null,
  who_umc code of WhoUmcCategory,
  answers text,
  score integer check (score between -4 and 13),
  comment text,
  data_version text not null,
  position integer not null check (position >= 1),
  assessed_at instant not null,
  assessed_by_id entity_id references app_user (id),
  assessed_by text not null,
  reason text,
  unique (event_id, drug, method, position),
  check ((method = 'WhoUmc') = (who_umc is not null)),
  check ((method = 'Naranjo') = (answers is not null)),
  check (score is null or method = 'Naranjo'),
  check (position = 1 or length(reason) > 0)
);

-- When the unit became aware of an event, and what was reported of it to whom.
create append_only table reporting_entry (
  id entity_id primary key,
  event_id entity_id not null references adverse_event (row_id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  kind code of ReportingKind not null,
  regime text,
  aware_at instant,
  submitted_on calendar_date,
  reference text,
  basis text,
  withdraws_id entity_id unique references reporting_entry (id),
  recorded_at instant not null,
  recorded_by text not null,
  reason text,
  check ((kind = 'Aware') = (aware_at is not null)),
  check ((kind = 'Submitted') = (submitted_on is not null)),
  check ((kind = 'Withdrawn') = (withdraws_id is not null)),
  check ((kind in ('Submitted', 'NotRequired')) = (regime is not null)),
  check (kind = 'Submitted' or length(reason) > 0),
  check (kind <> 'Submitted' or length(reference) > 0)
);
create index reporting_entry_event on reporting_entry (event_id);

-- Under which reporting rules the unit works; the highest position counts.
create append_only table reporting_choice (
  position integer not null primary key check (position >= 1),
  regimes text not null,
  data_version text not null,
  since instant not null,
  reason text not null,
  chosen_by_id entity_id references app_user (id),
  chosen_by text not null,
  check (length(reason) > 0)
);

-- Which CTCAE version the unit grades by since when.
create append_only table ctcae_adoption (
  position integer not null primary key check (position >= 1),
  version code of CtcaeVersion not null,
  since instant not null,
  reason text not null check (length(reason) > 0),
  signed_by_id entity_id references app_user (id),
  signed_by text not null,
  preview_json json_text not null
);

-- A grade given again by another version: beside the row it grades again, never instead of it.
create append_only table adverse_event_regrading (
  id entity_id primary key,
  row_id entity_id not null references adverse_event (row_id),
  course_id entity_id not null references course (id),
  ctcae_version code of CtcaeVersion not null,
  llt_code text not null check (length(llt_code) > 0),
  outcome code of ProposalOutcome not null,
  grade integer check (grade between 1 and 5),
  -- A laboratory_result or a blood_pressure.
  source_observation_id entity_id,
  recorded_at instant not null,
  recorded_by text not null,
  unique (row_id, ctcae_version),
  check ((outcome = 'Proposed') = (grade is not null))
);
create index adverse_event_regrading_course on adverse_event_regrading (course_id);

-- NCI's full CTCAE dictionaries as they were imported; of each version the newest import is in force.
create append_only table ctcae_import (
  position integer not null primary key check (position >= 1),
  version code of CtcaeVersion not null,
  file_name text not null check (length(file_name) between 1 and 255),
  file_sha256 text not null check (length(file_sha256) = 64),
  imported_at instant not null,
  imported_by_id entity_id references app_user (id),
  imported_by text not null check (length(imported_by) > 0),
  terms integer not null check (terms >= 1),
  grades integer not null check (grades >= 1),
  preview_json json_text not null
);
create index ctcae_import_version on ctcae_import (version, position);

-- A grade without text does not exist for the term.
create append_only table ctcae_import_term (
  import_position integer not null references ctcae_import (position),
  llt_code text not null check (length(llt_code) = 8),
  soc text not null check (length(soc) > 0),
  name text not null check (length(name) > 0),
  grade1 text check (length(grade1) > 0),
  grade2 text check (length(grade2) > 0),
  grade3 text check (length(grade3) > 0),
  grade4 text check (length(grade4) > 0),
  grade5 text check (length(grade5) > 0),
  definition text check (length(definition) > 0),
  navigational_note text check (length(navigational_note) > 0),
  change_note text check (length(change_note) > 0),
  primary key (import_position, llt_code)
);
