-- Observations and adverse events: correction chains, the row nobody supersedes counts.
create table laboratory_result (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  test text not null check (test in ('NeutrophilCount', 'PlateletCount', 'Hemoglobin')),
  value_entered text not null,
  unit_entered text not null,
  value_micro integer not null check (value_micro >= 0),
  lower_limit_micro integer null check (lower_limit_micro > 0),
  collected_at text not null check (collected_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  status text not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id text null unique references laboratory_result (id),
  reason text null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  check (supersedes_id is null or length(reason) > 0)
) strict;
create index laboratory_result_course on laboratory_result (course_id, test, collected_at);

create table blood_pressure (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  infusion_id text null references infusion (id),
  systolic_mmhg integer not null check (systolic_mmhg > 0),
  diastolic_mmhg integer not null check (diastolic_mmhg > 0),
  during_reaction integer not null check (during_reaction in (0, 1)),
  measured_at text not null check (measured_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  status text not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id text null unique references blood_pressure (id),
  reason text null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  check (supersedes_id is null or length(reason) > 0)
) strict;
create index blood_pressure_course on blood_pressure (course_id, measured_at);

create table adverse_event (
  row_id text not null primary key check (row_id glob '????????-????-????-????-????????????' and row_id not glob '*[^0-9a-f-]*'),
  event_id text not null,
  supersedes_id text null unique references adverse_event (row_id),
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  status text not null check (status in ('Recorded', 'EnteredInError')),
  llt_code text not null check (length(llt_code) > 0),
  ctcae_version text not null check (ctcae_version in ('4.03', '5.0', '6.0')),
  grade integer null check (grade between 1 and 5),
  onset_at text null check (onset_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  infusion_id text null references infusion (id),
  onset_minute integer null check (onset_minute >= 0),
  rate_at_onset_microlitres_per_hour integer null,
  action_taken text not null check (action_taken in ('Unknown', 'DoseNotChanged', 'DrugInterrupted', 'DoseRateReduced', 'DrugWithdrawn', 'NotApplicable')),
  seriousness_assessed integer not null check (seriousness_assessed in (0, 1)),
  seriousness integer not null check (seriousness between 0 and 63),
  source_observation_id text null,
  note text null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null,
  check (supersedes_id is null or length(reason) > 0)
) strict;
create index adverse_event_course on adverse_event (course_id);
create index adverse_event_event on adverse_event (event_id);
create index adverse_event_recorded on adverse_event (recorded_at);

create trigger laboratory_result_no_update before update on laboratory_result begin select raise(abort, 'laboratory_result is append-only'); end;
create trigger laboratory_result_no_delete before delete on laboratory_result begin select raise(abort, 'laboratory_result is append-only'); end;

create trigger blood_pressure_no_update before update on blood_pressure begin select raise(abort, 'blood_pressure is append-only'); end;
create trigger blood_pressure_no_delete before delete on blood_pressure begin select raise(abort, 'blood_pressure is append-only'); end;

create trigger adverse_event_no_update before update on adverse_event begin select raise(abort, 'adverse_event is append-only'); end;
create trigger adverse_event_no_delete before delete on adverse_event begin select raise(abort, 'adverse_event is append-only'); end;
