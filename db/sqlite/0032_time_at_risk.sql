-- Who has been treated for a week says less than who was followed to the end: every line keeps how long its patients are at risk and
-- when the first event came. Nothing of it depends on today. Counts are taken anew at the next start; rows from before know no times.
alter table tally_change add column window_ends_at text null check (window_ends_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z');
alter table tally_change add column first_event_at text null check (first_event_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z');
-- Of infusion-reaction lines: infusions received, and the infusion of the first event.
alter table tally_change add column infusions integer null check (infusions >= 0);
alter table tally_change add column event_infusion integer null check (event_infusion > 0);

drop view course_tally;
create view course_tally as
select course_id, patient_id, regimen, llt_code, basis, band, route, status, first_infusion_at, window_ends_at, first_event_at, infusions, event_infusion, seq
from tally_change t
where status is not null and seq = (
  select max(newer.seq) from tally_change newer
  where newer.course_id = t.course_id and newer.llt_code = t.llt_code and newer.basis = t.basis and newer.band = t.band and newer.route = t.route);

-- Until when silence about a patient is an observation. It moves with every record, so that it is kept once and not in every line.
create table patient_contact (
  seq integer primary key autoincrement,
  patient_id text not null references patient (id),
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  -- Null = as long as the window lasts.
  known_until text null check (known_until glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;
create trigger patient_contact_no_update before update on patient_contact begin select raise(abort, 'patient_contact is append-only'); end;
create trigger patient_contact_no_delete before delete on patient_contact begin select raise(abort, 'patient_contact is append-only'); end;
create index patient_contact_of on patient_contact (patient_id, regimen, seq);
