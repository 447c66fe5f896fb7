-- Two more tests, what a blood pressure's grade depends on, and the paraprotein of the myeloma.
create table laboratory_result_new (
  id entity_id not null primary key,
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  test text collate "C" not null check (test in ('NeutrophilCount', 'PlateletCount', 'Hemoglobin', 'WhiteCellCount', 'LymphocyteCount')),
  value_entered text collate "C" not null,
  unit_entered text collate "C" not null,
  value_micro bigint not null check (value_micro >= 0),
  lower_limit_micro bigint null check (lower_limit_micro > 0),
  collected_at instant not null,
  status text collate "C" not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id entity_id null unique references laboratory_result_new (id),
  reason text collate "C" null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  check (supersedes_id is null or length(reason) > 0)
);
insert into laboratory_result_new
  select id, course_id, patient_id, test, value_entered, unit_entered, value_micro, lower_limit_micro, collected_at, status, supersedes_id, reason, recorded_at, recorded_by
  from laboratory_result;
drop table laboratory_result;
alter table laboratory_result_new rename to laboratory_result;
create index laboratory_result_course on laboratory_result (course_id, test, collected_at);
create trigger laboratory_result_append_only before update or delete or truncate on laboratory_result
for each statement execute function refuse_change();

-- Kept with the reading, so that it is graded the same later: the baseline it was compared with, and what became of it.
alter table blood_pressure add column baseline_systolic_mmhg bigint null check (baseline_systolic_mmhg > 0);
alter table blood_pressure add column baseline_diastolic_mmhg bigint null check (baseline_diastolic_mmhg > 0);
alter table blood_pressure add column persistence text collate "C" null check (persistence in ('Transient', 'Recurrent', 'OverOneHour'));

-- The highest revision counts; without a row the paraprotein is not recorded.
create table patient_paraprotein (
  patient_id entity_id not null references patient (id),
  revision bigint not null check (revision >= 1),
  heavy_chain text collate "C" not null check (heavy_chain in ('Unknown', 'IgG', 'IgA', 'IgD', 'IgE', 'IgM', 'None')),
  light_chain text collate "C" not null check (light_chain in ('Unknown', 'Kappa', 'Lambda')),
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  reason text collate "C" null check (revision = 1 or length(reason) > 0),
  primary key (patient_id, revision)
);
create trigger patient_paraprotein_append_only before update or delete or truncate on patient_paraprotein
for each statement execute function refuse_change();
