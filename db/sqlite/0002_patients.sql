-- Patients and their courses of treatment.
create table patient (
  id TEXT not null primary key,
  registered_at TEXT not null check (registered_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')
) STRICT;

-- Who the patient is, as last corrected: the highest revision counts.
create table patient_detail (
  patient_id TEXT not null references patient (id),
  revision INTEGER not null check (revision >= 1),
  record_number TEXT not null check (length(record_number) between 1 and 40),
  family_name TEXT not null check (length(family_name) between 1 and 80),
  given_name TEXT not null check (length(given_name) between 1 and 80),
  birth_date TEXT null check (birth_date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  -- Lower-cased names and number: SQLite's own lower() knows only ASCII.
  search_text TEXT not null,
  sex TEXT not null check (sex in ('Unknown', 'Female', 'Male', 'Other')),
  recorded_at TEXT not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  recorded_by TEXT not null,
  reason TEXT null check (revision = 1 or length(reason) > 0),
  primary key (patient_id, revision)
) STRICT;
create index patient_detail_record_number on patient_detail (record_number);

create table course (
  id TEXT not null primary key,
  patient_id TEXT not null references patient (id),
  code TEXT not null unique,
  regimen TEXT not null check (regimen in ('IsaPd', 'IsaKd')),
  first_dose_on TEXT not null check (first_dose_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  registered_at TEXT not null check (registered_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  registered_by TEXT not null
) STRICT;
create index course_patient on course (patient_id);

-- The attending physician decides on the course's alerts: the highest revision counts.
create table course_attending (
  course_id TEXT not null references course (id),
  revision INTEGER not null check (revision >= 1),
  physician_id TEXT not null references app_user (id),
  since TEXT not null check (since glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  recorded_by TEXT not null,
  reason TEXT null check (revision = 1 or length(reason) > 0),
  primary key (course_id, revision)
) STRICT;

create trigger patient_no_update before update on patient begin select raise(abort, 'patient is append-only'); end;
create trigger patient_no_delete before delete on patient begin select raise(abort, 'patient is append-only'); end;

create trigger patient_detail_no_update before update on patient_detail begin select raise(abort, 'patient_detail is append-only'); end;
create trigger patient_detail_no_delete before delete on patient_detail begin select raise(abort, 'patient_detail is append-only'); end;

create trigger course_no_update before update on course begin select raise(abort, 'course is append-only'); end;
create trigger course_no_delete before delete on course begin select raise(abort, 'course is append-only'); end;

create trigger course_attending_no_update before update on course_attending begin select raise(abort, 'course_attending is append-only'); end;
create trigger course_attending_no_delete before delete on course_attending begin select raise(abort, 'course_attending is append-only'); end;
