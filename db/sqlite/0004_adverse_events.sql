-- Observations and adverse events: correction chains, the row nobody supersedes counts.
create table laboratory_result (
  id TEXT not null primary key,
  course_id TEXT not null references course (id),
  patient_id TEXT not null references patient (id),
  test TEXT not null check (test in ('NeutrophilCount', 'PlateletCount', 'Hemoglobin')),
  value_entered TEXT not null,
  unit_entered TEXT not null,
  value_micro INTEGER not null check (value_micro >= 0),
  lower_limit_micro INTEGER null check (lower_limit_micro > 0),
  collected_at TEXT not null check (collected_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  status TEXT not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id TEXT null unique references laboratory_result (id),
  reason TEXT null,
  recorded_at TEXT not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  recorded_by TEXT not null,
  check (supersedes_id is null or length(reason) > 0)
) STRICT;
create index laboratory_result_course on laboratory_result (course_id, test, collected_at);

create table blood_pressure (
  id TEXT not null primary key,
  course_id TEXT not null references course (id),
  patient_id TEXT not null references patient (id),
  infusion_id TEXT null references infusion (id),
  systolic_mmhg INTEGER not null check (systolic_mmhg > 0),
  diastolic_mmhg INTEGER not null check (diastolic_mmhg > 0),
  during_reaction INTEGER not null check (during_reaction in (0, 1)),
  measured_at TEXT not null check (measured_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  status TEXT not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id TEXT null unique references blood_pressure (id),
  reason TEXT null,
  recorded_at TEXT not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  recorded_by TEXT not null,
  check (supersedes_id is null or length(reason) > 0)
) STRICT;
create index blood_pressure_course on blood_pressure (course_id, measured_at);

create table adverse_event (
  row_id TEXT not null primary key,
  event_id TEXT not null,
  supersedes_id TEXT null unique references adverse_event (row_id),
  course_id TEXT not null references course (id),
  patient_id TEXT not null references patient (id),
  status TEXT not null check (status in ('Recorded', 'EnteredInError')),
  llt_code TEXT not null check (length(llt_code) > 0),
  ctcae_version TEXT not null check (ctcae_version in ('4.03', '5.0', '6.0')),
  grade INTEGER null check (grade between 1 and 5),
  onset_at TEXT null check (onset_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  infusion_id TEXT null references infusion (id),
  onset_minute INTEGER null check (onset_minute >= 0),
  rate_at_onset_microlitres_per_hour INTEGER null,
  action_taken TEXT not null check (action_taken in ('Unknown', 'DoseNotChanged', 'DrugInterrupted', 'DoseRateReduced', 'DrugWithdrawn', 'NotApplicable')),
  seriousness_assessed INTEGER not null check (seriousness_assessed in (0, 1)),
  seriousness INTEGER not null check (seriousness between 0 and 63),
  source_observation_id TEXT null,
  note TEXT null,
  recorded_at TEXT not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'),
  recorded_by TEXT not null,
  reason TEXT null,
  check (supersedes_id is null or length(reason) > 0)
) STRICT;
create index adverse_event_course on adverse_event (course_id);
create index adverse_event_event on adverse_event (event_id);
create index adverse_event_recorded on adverse_event (recorded_at);

create trigger laboratory_result_no_update before update on laboratory_result begin select raise(abort, 'laboratory_result is append-only'); end;
create trigger laboratory_result_no_delete before delete on laboratory_result begin select raise(abort, 'laboratory_result is append-only'); end;

create trigger blood_pressure_no_update before update on blood_pressure begin select raise(abort, 'blood_pressure is append-only'); end;
create trigger blood_pressure_no_delete before delete on blood_pressure begin select raise(abort, 'blood_pressure is append-only'); end;

create trigger adverse_event_no_update before update on adverse_event begin select raise(abort, 'adverse_event is append-only'); end;
create trigger adverse_event_no_delete before delete on adverse_event begin select raise(abort, 'adverse_event is append-only'); end;
