-- How the drug was given is part of what a patient is compared with. Starts before this script were intravenous by the rates of the
-- label, as the product knew nothing else, but for those a physician had chosen the 30-minute table for before they were recorded.
alter table infusion_step add column rapid integer not null default 0 check (rapid in (0, 1));
alter table infusion_state add column rapid integer not null default 0 check (rapid in (0, 1));
drop trigger infusion_step_no_update;
update infusion_step set rapid = 1
where kind = 'Started' and coalesce(route, '') = 'Intravenous' and 'rapid' = (
  select p.plan_id from infusion_rate_plan p
  where p.infusion_id = infusion_step.infusion_id and p.chosen_at <= infusion_step.recorded_at
  order by p.revision desc limit 1);
create trigger infusion_step_no_update before update on infusion_step begin select raise(abort, 'infusion_step is append-only'); end;
update infusion_state set rapid = 1
where exists (
  select 1 from infusion_step s
  where s.infusion_id = infusion_state.infusion_id and s.rapid = 1
    and not exists (select 1 from infusion_step later where later.supersedes_id = s.id));

-- The route is part of what names a stream, and who was lost before the window ended is no longer counted as known to have had no event.
drop view course_tally;
create table tally_change_new (
  seq integer primary key autoincrement,
  course_id text not null references course (id),
  patient_id text not null references patient (id),
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text not null,
  basis text not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text not null check (band in ('Any', 'GradeAtLeast3')),
  route text not null default 'Intravenous' check (route in ('Intravenous', 'Subcutaneous', 'IntravenousRapid')),
  -- Null = the course adds nothing to this stream any more.
  status text null check (status in ('NoEvent', 'Event', 'NotAssessed', 'NotComparable', 'Lost')),
  first_infusion_at text not null check (first_infusion_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;
insert into tally_change_new (seq, course_id, patient_id, regimen, llt_code, basis, band, status, first_infusion_at, recorded_at)
  select seq, course_id, patient_id, regimen, llt_code, basis, band, status, first_infusion_at, recorded_at from tally_change order by seq;
drop table tally_change;
alter table tally_change_new rename to tally_change;
create trigger tally_change_no_update before update on tally_change begin select raise(abort, 'tally_change is append-only'); end;
create trigger tally_change_no_delete before delete on tally_change begin select raise(abort, 'tally_change is append-only'); end;
create index tally_change_of on tally_change (course_id, llt_code, basis, band, route, seq);

-- What each course adds now.
create view course_tally as
select course_id, patient_id, regimen, llt_code, basis, band, route, status, first_infusion_at, seq
from tally_change t
where status is not null and seq = (
  select max(newer.seq) from tally_change newer
  where newer.course_id = t.course_id and newer.llt_code = t.llt_code and newer.basis = t.basis and newer.band = t.band and newer.route = t.route);

alter table stream_definition add column route text not null default 'Intravenous' check (route in ('Intravenous', 'Subcutaneous', 'IntravenousRapid'));
alter table signal add column route text not null default 'Intravenous' check (route in ('Intravenous', 'Subcutaneous', 'IntravenousRapid'));
