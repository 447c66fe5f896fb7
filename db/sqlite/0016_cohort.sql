-- The board reads cohorts in the order of first infusions, and must be able to say later what it showed: every change of what
-- a course adds to a stream is kept, and so is every change of what a stream is compared with. Counts are taken anew at the next start.
drop table course_tally;
delete from tally_stamp;

create table tally_change (
  seq integer primary key autoincrement,
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text not null,
  basis text not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text not null check (band in ('Any', 'GradeAtLeast3')),
  -- Null = the course is no longer treated.
  status text null check (status in ('NoEvent', 'Event', 'NotAssessed', 'NotComparable')),
  first_infusion_at text not null check (first_infusion_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;
create trigger tally_change_no_update before update on tally_change begin select raise(abort, 'tally_change is append-only'); end;
create trigger tally_change_no_delete before delete on tally_change begin select raise(abort, 'tally_change is append-only'); end;
create index tally_change_of on tally_change (course_id, llt_code, basis, band, seq);

-- What each course adds now.
create view course_tally as
select course_id, patient_id, regimen, llt_code, basis, band, status, first_infusion_at, seq
from tally_change t
where status is not null and seq = (
  select max(newer.seq) from tally_change newer
  where newer.course_id = t.course_id and newer.llt_code = t.llt_code and newer.basis = t.basis and newer.band = t.band);

-- The newest row of a stream counts. A stream that is no longer on the board has a last row that says so.
create table stream_definition (
  seq integer primary key autoincrement,
  position integer not null,
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text not null,
  basis text not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text not null check (band in ('Any', 'GradeAtLeast3')),
  on_board integer not null check (on_board in (0, 1)),
  reference_id text null,
  ledger_version text null,
  reference_events integer null,
  reference_patients integer null,
  follow_up_months text null,
  gap text null check (gap in ('CtcaeCriteria', 'TermDefinition', 'Basis')),
  margin_thousandths integer not null check (margin_thousandths between 500 and 5000),
  minimum_patients integer not null check (minimum_patients between 1 and 1000),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null,
  check ((reference_id is null) = (reference_events is null)),
  check ((reference_id is null) = (reference_patients is null))
) strict;
create trigger stream_definition_no_update before update on stream_definition begin select raise(abort, 'stream_definition is append-only'); end;
create trigger stream_definition_no_delete before delete on stream_definition begin select raise(abort, 'stream_definition is append-only'); end;
