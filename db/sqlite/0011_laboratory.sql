-- Two more tests, what a blood pressure's grade depends on, and the paraprotein of the myeloma.
create table laboratory_result_new (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  test text not null check (test in ('NeutrophilCount', 'PlateletCount', 'Hemoglobin', 'WhiteCellCount', 'LymphocyteCount')),
  value_entered text not null,
  unit_entered text not null,
  value_micro integer not null check (value_micro >= 0),
  lower_limit_micro integer null check (lower_limit_micro > 0),
  collected_at text not null check (collected_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  status text not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id text null unique references laboratory_result_new (id),
  reason text null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  check (supersedes_id is null or length(reason) > 0)
) strict;
insert into laboratory_result_new
  select id, course_id, patient_id, test, value_entered, unit_entered, value_micro, lower_limit_micro, collected_at, status, supersedes_id, reason, recorded_at, recorded_by
  from laboratory_result;
drop table laboratory_result;
alter table laboratory_result_new rename to laboratory_result;
create index laboratory_result_course on laboratory_result (course_id, test, collected_at);
create trigger laboratory_result_no_update before update on laboratory_result begin select raise(abort, 'laboratory_result is append-only'); end;
create trigger laboratory_result_no_delete before delete on laboratory_result begin select raise(abort, 'laboratory_result is append-only'); end;

-- Kept with the reading, so that it is graded the same later: the baseline it was compared with, and what became of it.
alter table blood_pressure add column baseline_systolic_mmhg integer null check (baseline_systolic_mmhg > 0);
alter table blood_pressure add column baseline_diastolic_mmhg integer null check (baseline_diastolic_mmhg > 0);
alter table blood_pressure add column persistence text null check (persistence in ('Transient', 'Recurrent', 'OverOneHour'));

-- The highest revision counts; without a row the paraprotein is not recorded.
create table patient_paraprotein (
  patient_id text not null references patient (id),
  revision integer not null check (revision >= 1),
  heavy_chain text not null check (heavy_chain in ('Unknown', 'IgG', 'IgA', 'IgD', 'IgE', 'IgM', 'None')),
  light_chain text not null check (light_chain in ('Unknown', 'Kappa', 'Lambda')),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null check (revision = 1 or length(reason) > 0),
  primary key (patient_id, revision)
) strict;
create trigger patient_paraprotein_no_update before update on patient_paraprotein begin select raise(abort, 'patient_paraprotein is append-only'); end;
create trigger patient_paraprotein_no_delete before delete on patient_paraprotein begin select raise(abort, 'patient_paraprotein is append-only'); end;
