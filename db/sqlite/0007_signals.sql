-- Per course and series: the counts the board adds up. Recomputed for one course when that course changes.
create table course_tally (
  course_id TEXT not null references course (id),
  patient_id TEXT not null references patient (id),
  regimen TEXT not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code TEXT not null,
  basis TEXT not null check (basis in ('AdverseEvent', 'Laboratory')),
  band TEXT not null check (band in ('Any', 'GradeAtLeast3')),
  status TEXT not null check (status in ('NoEvent', 'Event', 'NotAssessed')),
  primary key (course_id, llt_code, basis, band)
) STRICT;
create index course_tally_series on course_tally (regimen, llt_code, basis, band);
