-- Per course and series: the counts the board adds up. Recomputed for one course when that course changes.
create table course_tally (
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  regimen text collate "C" not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text collate "C" not null,
  basis text collate "C" not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text collate "C" not null check (band in ('Any', 'GradeAtLeast3')),
  status text collate "C" not null check (status in ('NoEvent', 'Event', 'NotAssessed')),
  primary key (course_id, llt_code, basis, band)
);
create index course_tally_series on course_tally (regimen, llt_code, basis, band);
