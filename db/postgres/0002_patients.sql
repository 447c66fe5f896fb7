-- Patients and their courses of treatment.
create table patient (
  id entity_id not null primary key,
  registered_at instant not null
);

-- Who the patient is, as last corrected: the highest revision counts.
create table patient_detail (
  patient_id entity_id not null references patient (id),
  revision bigint not null check (revision >= 1),
  record_number text collate "C" not null check (length(record_number) between 1 and 40),
  family_name text collate "C" not null check (length(family_name) between 1 and 80),
  given_name text collate "C" not null check (length(given_name) between 1 and 80),
  birth_date calendar_date null,
  -- Lower-cased names and number: SQLite's own lower() knows only ASCII.
  search_text text collate "C" not null,
  sex text collate "C" not null check (sex in ('Unknown', 'Female', 'Male', 'Other')),
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  reason text collate "C" null check (revision = 1 or length(reason) > 0),
  primary key (patient_id, revision)
);
create index patient_detail_record_number on patient_detail (record_number);

create table course (
  id entity_id not null primary key,
  patient_id entity_id not null references patient (id),
  code text collate "C" not null unique,
  regimen text collate "C" not null check (regimen in ('IsaPd', 'IsaKd')),
  first_dose_on calendar_date not null,
  registered_at instant not null,
  registered_by text collate "C" not null
);
create index course_patient on course (patient_id);

-- The attending physician decides on the course's alerts: the highest revision counts.
create table course_attending (
  course_id entity_id not null references course (id),
  revision bigint not null check (revision >= 1),
  physician_id entity_id not null references app_user (id),
  since instant not null,
  recorded_by text collate "C" not null,
  reason text collate "C" null check (revision = 1 or length(reason) > 0),
  primary key (course_id, revision)
);

create trigger patient_append_only before update or delete or truncate on patient
for each statement execute function refuse_change();

create trigger patient_detail_append_only before update or delete or truncate on patient_detail
for each statement execute function refuse_change();

create trigger course_append_only before update or delete or truncate on course
for each statement execute function refuse_change();

create trigger course_attending_append_only before update or delete or truncate on course_attending
for each statement execute function refuse_change();
