-- Which CTCAE version the unit grades by since when, and grades that were given again by another version.
create table ctcae_adoption (
  position integer not null primary key check (position >= 1),
  version text not null check (version in ('4.03', '5.0', '6.0')),
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  reason text not null check (length(reason) > 0),
  signed_by_id text null references app_user (id),
  signed_by text not null,
  preview_json text not null
) strict;
create trigger ctcae_adoption_no_update before update on ctcae_adoption begin select raise(abort, 'ctcae_adoption is append-only'); end;
create trigger ctcae_adoption_no_delete before delete on ctcae_adoption begin select raise(abort, 'ctcae_adoption is append-only'); end;

-- Beside the row it grades again, never instead of it.
create table adverse_event_regrading (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  row_id text not null references adverse_event (row_id),
  course_id text not null references course (id),
  ctcae_version text not null check (ctcae_version in ('4.03', '5.0', '6.0')),
  llt_code text not null check (length(llt_code) > 0),
  outcome text not null check (outcome in ('Proposed', 'NotGraded', 'Ungradable')),
  grade integer null check (grade between 1 and 5),
  source_observation_id text null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  unique (row_id, ctcae_version),
  check ((outcome = 'Proposed') = (grade is not null))
) strict;
create index adverse_event_regrading_course on adverse_event_regrading (course_id);
create trigger adverse_event_regrading_no_update before update on adverse_event_regrading begin select raise(abort, 'adverse_event_regrading is append-only'); end;
create trigger adverse_event_regrading_no_delete before delete on adverse_event_regrading begin select raise(abort, 'adverse_event_regrading is append-only'); end;

-- Counts follow from the courses and are counted anew at the next start, because what they were counted by has changed.
drop table course_tally;
create table course_tally (
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text not null,
  basis text not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text not null check (band in ('Any', 'GradeAtLeast3')),
  status text not null check (status in ('NoEvent', 'Event', 'NotAssessed', 'NotComparable')),
  primary key (course_id, llt_code, basis, band)
) strict;
create index course_tally_series on course_tally (regimen, llt_code, basis, band);

create table tally_stamp (
  id integer not null primary key check (id = 1),
  counted_by text not null
) strict;
