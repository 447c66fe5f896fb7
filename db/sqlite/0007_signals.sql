-- Per course and series: the counts the board adds up. Recomputed for one course when that course changes.
create table course_tally (
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text not null,
  basis text not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text not null check (band in ('Any', 'GradeAtLeast3')),
  status text not null check (status in ('NoEvent', 'Event', 'NotAssessed')),
  primary key (course_id, llt_code, basis, band)
) strict;
create index course_tally_series on course_tally (regimen, llt_code, basis, band);
