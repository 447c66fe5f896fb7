-- Observations and adverse events: correction chains, the row nobody supersedes counts.
create table laboratory_result (
  id entity_id not null primary key,
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  test text collate "C" not null check (test in ('NeutrophilCount', 'PlateletCount', 'Hemoglobin')),
  value_entered text collate "C" not null,
  unit_entered text collate "C" not null,
  value_micro bigint not null check (value_micro >= 0),
  lower_limit_micro bigint null check (lower_limit_micro > 0),
  collected_at instant not null,
  status text collate "C" not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id entity_id null unique references laboratory_result (id),
  reason text collate "C" null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  check (supersedes_id is null or length(reason) > 0)
);
create index laboratory_result_course on laboratory_result (course_id, test, collected_at);

create table blood_pressure (
  id entity_id not null primary key,
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  infusion_id entity_id null references infusion (id),
  systolic_mmhg bigint not null check (systolic_mmhg > 0),
  diastolic_mmhg bigint not null check (diastolic_mmhg > 0),
  during_reaction boolean not null,
  measured_at instant not null,
  status text collate "C" not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id entity_id null unique references blood_pressure (id),
  reason text collate "C" null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  check (supersedes_id is null or length(reason) > 0)
);
create index blood_pressure_course on blood_pressure (course_id, measured_at);

create table adverse_event (
  row_id entity_id not null primary key,
  event_id entity_id not null,
  supersedes_id entity_id null unique references adverse_event (row_id),
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  status text collate "C" not null check (status in ('Recorded', 'EnteredInError')),
  llt_code text collate "C" not null check (length(llt_code) > 0),
  ctcae_version text collate "C" not null check (ctcae_version in ('4.03', '5.0', '6.0')),
  grade bigint null check (grade between 1 and 5),
  onset_at instant null,
  infusion_id entity_id null references infusion (id),
  onset_minute bigint null check (onset_minute >= 0),
  rate_at_onset_microlitres_per_hour bigint null,
  action_taken text collate "C" not null check (action_taken in ('Unknown', 'DoseNotChanged', 'DrugInterrupted', 'DoseRateReduced', 'DrugWithdrawn', 'NotApplicable')),
  seriousness_assessed boolean not null,
  seriousness bigint not null check (seriousness between 0 and 63),
  source_observation_id entity_id null,
  note text collate "C" null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  reason text collate "C" null,
  check (supersedes_id is null or length(reason) > 0)
);
create index adverse_event_course on adverse_event (course_id);
create index adverse_event_event on adverse_event (event_id);
create index adverse_event_recorded on adverse_event (recorded_at);

create trigger laboratory_result_append_only before update or delete or truncate on laboratory_result
for each statement execute function refuse_change();

create trigger blood_pressure_append_only before update or delete or truncate on blood_pressure
for each statement execute function refuse_change();

create trigger adverse_event_append_only before update or delete or truncate on adverse_event
for each statement execute function refuse_change();
