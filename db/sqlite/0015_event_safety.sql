-- Seriousness by criterion, symptoms inside a reaction, the course of an event, causality, reporting, and what was asked about and absent.
alter table adverse_event add column seriousness_ruled_out integer not null default 0 check (seriousness_ruled_out between 0 and 63);
-- Codes with commas; null = not asked, empty = asked and none.
alter table adverse_event add column symptoms text null;

-- What somebody said about the course of an event: a dated grade, an outcome, or both.
create table event_course_entry (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  event_id text not null references adverse_event (row_id),
  supersedes_id text null unique references event_course_entry (id),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  status text not null check (status in ('Recorded', 'EnteredInError')),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  grade integer null check (grade between 1 and 5),
  outcome text null check (outcome in ('Unknown', 'Recovered', 'Recovering', 'NotRecovered', 'RecoveredWithSequelae', 'Fatal')),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null,
  check (grade is not null or outcome is not null),
  check (supersedes_id is null or length(reason) > 0)
) strict;
create index event_course_entry_event on event_course_entry (event_id);
create index event_course_entry_course on event_course_entry (course_id);
create trigger event_course_entry_no_update before update on event_course_entry begin select raise(abort, 'event_course_entry is append-only'); end;
create trigger event_course_entry_no_delete before delete on event_course_entry begin select raise(abort, 'event_course_entry is append-only'); end;

-- The newest row per event, drug and method counts; the earlier ones stay readable.
create table causality_assessment (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  event_id text not null references adverse_event (row_id),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  drug text not null check (drug in ('Isatuximab', 'Pomalidomide', 'Carfilzomib', 'Dexamethasone')),
  method text not null check (method in ('WhoUmc', 'Naranjo')),
  who_umc text null check (who_umc in ('Certain', 'Probable', 'Possible', 'Unlikely', 'Conditional', 'Unassessable')),
  answers text null,
  score integer null check (score between -4 and 13),
  comment text null,
  data_version text not null,
  position integer not null check (position >= 1),
  assessed_at text not null check (assessed_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  assessed_by_id text null references app_user (id),
  assessed_by text not null,
  reason text null,
  unique (event_id, drug, method, position),
  check ((method = 'WhoUmc') = (who_umc is not null)),
  check ((method = 'Naranjo') = (answers is not null)),
  check (score is null or method = 'Naranjo'),
  check (position = 1 or length(reason) > 0)
) strict;
create trigger causality_assessment_no_update before update on causality_assessment begin select raise(abort, 'causality_assessment is append-only'); end;
create trigger causality_assessment_no_delete before delete on causality_assessment begin select raise(abort, 'causality_assessment is append-only'); end;

-- When the unit became aware of an event, and what was reported of it to whom.
create table reporting_entry (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  event_id text not null references adverse_event (row_id),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  kind text not null check (kind in ('Aware', 'Submitted', 'NotRequired', 'Withdrawn')),
  regime text null,
  aware_at text null check (aware_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  submitted_on text null check (submitted_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  reference text null,
  basis text null,
  withdraws_id text null unique references reporting_entry (id),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null,
  check ((kind = 'Aware') = (aware_at is not null)),
  check ((kind = 'Submitted') = (submitted_on is not null)),
  check ((kind = 'Withdrawn') = (withdraws_id is not null)),
  check ((kind in ('Submitted', 'NotRequired')) = (regime is not null)),
  check (kind = 'Submitted' or length(reason) > 0),
  check (kind <> 'Submitted' or length(reference) > 0)
) strict;
create index reporting_entry_event on reporting_entry (event_id);
create trigger reporting_entry_no_update before update on reporting_entry begin select raise(abort, 'reporting_entry is append-only'); end;
create trigger reporting_entry_no_delete before delete on reporting_entry begin select raise(abort, 'reporting_entry is append-only'); end;

-- Under which reporting rules the unit works; the highest position counts.
create table reporting_choice (
  position integer not null primary key check (position >= 1),
  regimes text not null,
  data_version text not null,
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  reason text not null,
  chosen_by_id text null references app_user (id),
  chosen_by text not null,
  check (length(reason) > 0)
) strict;
create trigger reporting_choice_no_update before update on reporting_choice begin select raise(abort, 'reporting_choice is append-only'); end;
create trigger reporting_choice_no_delete before delete on reporting_choice begin select raise(abort, 'reporting_choice is append-only'); end;

-- A term that somebody asked about at an infusion, and that was absent.
create table absence_statement (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  infusion_id text not null references infusion (id),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  llt_code text not null,
  status text not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id text null unique references absence_statement (id),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null,
  check (supersedes_id is null or length(reason) > 0)
) strict;
create index absence_statement_infusion on absence_statement (infusion_id);
create trigger absence_statement_no_update before update on absence_statement begin select raise(abort, 'absence_statement is append-only'); end;
create trigger absence_statement_no_delete before delete on absence_statement begin select raise(abort, 'absence_statement is append-only'); end;
