-- Patients and their courses of treatment.
create table patient (
  id text not null primary key,
  registered_at text not null check (registered_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
);

-- Who the patient is, as last corrected: the highest revision counts.
create table patient_detail (
  patient_id text not null references patient (id),
  revision bigint not null check (revision >= 1),
  record_number text not null check (length(record_number) between 1 and 40),
  family_name text not null check (length(family_name) between 1 and 80),
  given_name text not null check (length(given_name) between 1 and 80),
  birth_date text null check (birth_date ~ '^\d{4}-\d\d-\d\d$'),
  -- Lower-cased names and number: SQLite's own lower() knows only ASCII.
  search_text text not null,
  sex text not null check (sex in ('Unknown', 'Female', 'Male', 'Other')),
  recorded_at text not null check (recorded_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  recorded_by text not null,
  reason text null check (revision = 1 or length(reason) > 0),
  primary key (patient_id, revision)
);
create index patient_detail_record_number on patient_detail (record_number);

create table course (
  id text not null primary key,
  patient_id text not null references patient (id),
  code text not null unique,
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  first_dose_on text not null check (first_dose_on ~ '^\d{4}-\d\d-\d\d$'),
  registered_at text not null check (registered_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  registered_by text not null
);
create index course_patient on course (patient_id);

-- The attending physician decides on the course's alerts: the highest revision counts.
create table course_attending (
  course_id text not null references course (id),
  revision bigint not null check (revision >= 1),
  physician_id text not null references app_user (id),
  since text not null check (since ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  recorded_by text not null,
  reason text null check (revision = 1 or length(reason) > 0),
  primary key (course_id, revision)
);

create trigger patient_append_only before update or delete on patient for each row execute function refuse_change();

create trigger patient_detail_append_only before update or delete on patient_detail for each row execute function refuse_change();

create trigger course_append_only before update or delete on course for each row execute function refuse_change();

create trigger course_attending_append_only before update or delete on course_attending for each row execute function refuse_change();
