-- Which CTCAE version the unit grades by since when, and grades that were given again by another version.
create table ctcae_adoption (
  position bigint not null primary key check (position >= 1),
  version text collate "C" not null check (version in ('4.03', '5.0', '6.0')),
  since instant not null,
  reason text collate "C" not null check (length(reason) > 0),
  signed_by_id entity_id null references app_user (id),
  signed_by text collate "C" not null,
  preview_json text collate "C" not null
);

-- Beside the row it grades again, never instead of it.
create table adverse_event_regrading (
  id entity_id not null primary key,
  row_id entity_id not null references adverse_event (row_id),
  course_id entity_id not null references course (id),
  ctcae_version text collate "C" not null check (ctcae_version in ('4.03', '5.0', '6.0')),
  llt_code text collate "C" not null check (length(llt_code) > 0),
  outcome text collate "C" not null check (outcome in ('Proposed', 'NotGraded', 'Ungradable')),
  grade bigint null check (grade between 1 and 5),
  source_observation_id entity_id null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  unique (row_id, ctcae_version),
  check ((outcome = 'Proposed') = (grade is not null))
);
create index adverse_event_regrading_course on adverse_event_regrading (course_id);

-- Counts follow from the courses and are counted anew at the next start, because what they were counted by has changed.
drop table course_tally;
create table course_tally (
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  regimen text collate "C" not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text collate "C" not null,
  basis text collate "C" not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text collate "C" not null check (band in ('Any', 'GradeAtLeast3')),
  status text collate "C" not null check (status in ('NoEvent', 'Event', 'NotAssessed', 'NotComparable')),
  primary key (course_id, llt_code, basis, band)
);
create index course_tally_series on course_tally (regimen, llt_code, basis, band);

create table tally_stamp (
  id bigint not null primary key check (id = 1),
  counted_by text collate "C" not null
);

create trigger ctcae_adoption_append_only before update or delete or truncate on ctcae_adoption
for each statement execute function refuse_change();

create trigger adverse_event_regrading_append_only before update or delete or truncate on adverse_event_regrading
for each statement execute function refuse_change();
