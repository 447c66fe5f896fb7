-- Patients and their courses of treatment.
create table patient (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  registered_at text not null check (registered_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;

-- Who the patient is, as last corrected: the highest revision counts.
create table patient_detail (
  patient_id text not null references patient (id),
  revision integer not null check (revision >= 1),
  record_number text not null check (length(record_number) between 1 and 40),
  family_name text not null check (length(family_name) between 1 and 80),
  given_name text not null check (length(given_name) between 1 and 80),
  birth_date text null check (birth_date glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  -- Lower-cased names and number: SQLite's own lower() knows only ASCII.
  search_text text not null,
  sex text not null check (sex in ('Unknown', 'Female', 'Male', 'Other')),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null check (revision = 1 or length(reason) > 0),
  primary key (patient_id, revision)
) strict;
create index patient_detail_record_number on patient_detail (record_number);

create table course (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  patient_id text not null references patient (id),
  code text not null unique,
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  first_dose_on text not null check (first_dose_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  registered_at text not null check (registered_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  registered_by text not null
) strict;
create index course_patient on course (patient_id);

-- The attending physician decides on the course's alerts: the highest revision counts.
create table course_attending (
  course_id text not null references course (id),
  revision integer not null check (revision >= 1),
  physician_id text not null references app_user (id),
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null check (revision = 1 or length(reason) > 0),
  primary key (course_id, revision)
) strict;

create trigger patient_no_update before update on patient begin select raise(abort, 'patient is append-only'); end;
create trigger patient_no_delete before delete on patient begin select raise(abort, 'patient is append-only'); end;

create trigger patient_detail_no_update before update on patient_detail begin select raise(abort, 'patient_detail is append-only'); end;
create trigger patient_detail_no_delete before delete on patient_detail begin select raise(abort, 'patient_detail is append-only'); end;

create trigger course_no_update before update on course begin select raise(abort, 'course is append-only'); end;
create trigger course_no_delete before delete on course begin select raise(abort, 'course is append-only'); end;

create trigger course_attending_no_update before update on course_attending begin select raise(abort, 'course_attending is append-only'); end;
create trigger course_attending_no_delete before delete on course_attending begin select raise(abort, 'course_attending is append-only'); end;
