-- Patients and their courses of treatment.

create append_only table patient (
  id entity_id primary key,
  registered_at instant not null
);

-- Who the patient is, as last corrected: the highest revision counts.
create append_only table patient_detail (
  patient_id entity_id not null references patient (id),
  revision integer not null check (revision >= 1),
  record_number text not null check (length(record_number) between 1 and 40),
  family_name text not null check (length(family_name) between 1 and 80),
  given_name text not null check (length(given_name) between 1 and 80),
  birth_date calendar_date,
  -- Lower-cased names and number: SQLite's own lower() knows only ASCII.
  search_text text not null,
  sex code of Sex not null,
  recorded_at instant not null,
  recorded_by text not null,
  reason text check (revision = 1 or length(reason) > 0),
  primary key (patient_id, revision)
);
create index patient_detail_record_number on patient_detail (record_number);

-- The highest revision counts; without a row the paraprotein is not recorded.
create append_only table patient_paraprotein (
  patient_id entity_id not null references patient (id),
  revision integer not null check (revision >= 1),
  heavy_chain code of HeavyChain not null,
  light_chain code of LightChain not null,
  recorded_at instant not null,
  recorded_by text not null,
  reason text check (revision = 1 or length(reason) > 0),
  primary key (patient_id, revision)
);

create append_only table course (
  id entity_id primary key,
  patient_id entity_id not null references patient (id),
  code text not null unique,
  regimen code of Regimen not null,
  first_dose_on calendar_date not null,
  registered_at instant not null,
  registered_by text not null
);
create index course_patient on course (patient_id);

-- The attending physician decides on the course's alerts: the highest revision counts.
create append_only table course_attending (
  course_id entity_id not null references course (id),
  revision integer not null check (revision >= 1),
  physician_id entity_id not null references app_user (id),
  since instant not null,
  recorded_by text not null,
  reason text check (revision = 1 or length(reason) > 0),
  primary key (course_id, revision)
);

-- What a course begins with: the weight and the treatment before it. The highest revision counts; without a row nothing
-- is recorded, and null or Unknown is "not known", never none.
create append_only table course_baseline (
  course_id entity_id not null references course (id),
  revision integer not null check (revision >= 1),
  weight_grams integer check (weight_grams > 0),
  prior_lines integer check (prior_lines >= 0),
  lenalidomide code of Stated not null,
  proteasome_inhibitor code of Stated not null,
  refractory_lenalidomide code of Stated not null,
  refractory_proteasome_inhibitor code of Stated not null,
  recorded_at instant not null,
  recorded_by text not null,
  reason text check (revision = 1 or length(reason) > 0),
  -- Performance status and renal function: null = nobody entered anything, which is not the same as entered as not
  -- known.
  ecog code of EcogStatus,
  -- 0 = entered as not known.
  egfr_known integer check (egfr_known in (0, 1)),
  egfr_thousandths integer check (egfr_thousandths > 0),
  egfr_on calendar_date,
  primary key (course_id, revision)
);

-- Whether a course goes on: the highest revision counts; without a row it does.
create append_only table course_status (
  course_id entity_id not null references course (id),
  revision integer not null check (revision >= 1),
  status code ('Ended', 'Reopened') not null,
  -- Of the end the day it was decided, of a reopening the day of the next infusion.
  on_date calendar_date not null,
  reason code of CourseEndReason,
  note text check (length(note) > 0),
  recorded_at instant not null,
  recorded_by text not null,
  primary key (course_id, revision),
  check ((status = 'Ended') = (reason is not null)),
  check (status <> 'Reopened' or note is not null)
);

-- One act by which the planned infusions of a course got other dates.
create append_only table calendar_change (
  id entity_id primary key,
  course_id entity_id not null references course (id),
  kind code of CalendarChangeKind not null,
  reason text not null check (length(reason) > 0),
  recorded_at instant not null,
  recorded_by text not null
);
create index calendar_change_course on calendar_change (course_id);
