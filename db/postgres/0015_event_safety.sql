-- Seriousness by criterion, symptoms inside a reaction, the course of an event, causality, reporting, and what was asked about and absent.
alter table adverse_event add column seriousness_ruled_out bigint not null default 0 check (seriousness_ruled_out between 0 and 63);
-- Codes with commas; null = not asked, empty = asked and none.
alter table adverse_event add column symptoms text collate "C" null;

-- What somebody said about the course of an event: a dated grade, an outcome, or both.
create table event_course_entry (
  id entity_id not null primary key,
  event_id entity_id not null references adverse_event (row_id),
  supersedes_id entity_id null unique references event_course_entry (id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  status text collate "C" not null check (status in ('Recorded', 'EnteredInError')),
  at instant not null,
  grade bigint null check (grade between 1 and 5),
  outcome text collate "C" null check (outcome in ('Unknown', 'Recovered', 'Recovering', 'NotRecovered', 'RecoveredWithSequelae', 'Fatal')),
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  reason text collate "C" null,
  check (grade is not null or outcome is not null),
  check (supersedes_id is null or length(reason) > 0)
);
create index event_course_entry_event on event_course_entry (event_id);
create index event_course_entry_course on event_course_entry (course_id);
create trigger event_course_entry_append_only before update or delete or truncate on event_course_entry
for each statement execute function refuse_change();

-- The newest row per event, drug and method counts; the earlier ones stay readable.
create table causality_assessment (
  id entity_id not null primary key,
  event_id entity_id not null references adverse_event (row_id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  drug text collate "C" not null check (drug in ('Isatuximab', 'Pomalidomide', 'Carfilzomib', 'Dexamethasone')),
  method text collate "C" not null check (method in ('WhoUmc', 'Naranjo')),
  who_umc text collate "C" null check (who_umc in ('Certain', 'Probable', 'Possible', 'Unlikely', 'Conditional', 'Unassessable')),
  answers text collate "C" null,
  score bigint null check (score between -4 and 13),
  comment text collate "C" null,
  data_version text collate "C" not null,
  position bigint not null check (position >= 1),
  assessed_at instant not null,
  assessed_by_id entity_id null references app_user (id),
  assessed_by text collate "C" not null,
  reason text collate "C" null,
  unique (event_id, drug, method, position),
  check ((method = 'WhoUmc') = (who_umc is not null)),
  check ((method = 'Naranjo') = (answers is not null)),
  check (score is null or method = 'Naranjo'),
  check (position = 1 or length(reason) > 0)
);
create trigger causality_assessment_append_only before update or delete or truncate on causality_assessment
for each statement execute function refuse_change();

-- When the unit became aware of an event, and what was reported of it to whom.
create table reporting_entry (
  id entity_id not null primary key,
  event_id entity_id not null references adverse_event (row_id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  kind text collate "C" not null check (kind in ('Aware', 'Submitted', 'NotRequired', 'Withdrawn')),
  regime text collate "C" null,
  aware_at instant null,
  submitted_on calendar_date null,
  reference text collate "C" null,
  basis text collate "C" null,
  withdraws_id entity_id null unique references reporting_entry (id),
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  reason text collate "C" null,
  check ((kind = 'Aware') = (aware_at is not null)),
  check ((kind = 'Submitted') = (submitted_on is not null)),
  check ((kind = 'Withdrawn') = (withdraws_id is not null)),
  check ((kind in ('Submitted', 'NotRequired')) = (regime is not null)),
  check (kind = 'Submitted' or length(reason) > 0),
  check (kind <> 'Submitted' or length(reference) > 0)
);
create index reporting_entry_event on reporting_entry (event_id);
create trigger reporting_entry_append_only before update or delete or truncate on reporting_entry
for each statement execute function refuse_change();

-- Under which reporting rules the unit works; the highest position counts.
create table reporting_choice (
  position bigint not null primary key check (position >= 1),
  regimes text collate "C" not null,
  data_version text collate "C" not null,
  since instant not null,
  reason text collate "C" not null,
  chosen_by_id entity_id null references app_user (id),
  chosen_by text collate "C" not null,
  check (length(reason) > 0)
);
create trigger reporting_choice_append_only before update or delete or truncate on reporting_choice
for each statement execute function refuse_change();

-- A term that somebody asked about at an infusion, and that was absent.
create table absence_statement (
  id entity_id not null primary key,
  infusion_id entity_id not null references infusion (id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  llt_code text collate "C" not null,
  status text collate "C" not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id entity_id null unique references absence_statement (id),
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  reason text collate "C" null,
  check (supersedes_id is null or length(reason) > 0)
);
create index absence_statement_infusion on absence_statement (infusion_id);
create trigger absence_statement_append_only before update or delete or truncate on absence_statement
for each statement execute function refuse_change();
