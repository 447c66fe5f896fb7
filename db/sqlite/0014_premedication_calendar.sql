-- Who gave a premedication drug; who recorded it stands with the step. Null = not stated.
alter table premedication add column given_by_id text null references app_user (id);
alter table premedication add column given_by text null check (length(given_by) between 1 and 200);

-- One act by which the planned infusions of a course got other dates.
create table calendar_change (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  course_id text not null references course (id),
  kind text not null check (kind in ('Moved', 'MissedDose')),
  reason text not null check (length(reason) > 0),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null
) strict;
create index calendar_change_course on calendar_change (course_id);

-- What an infusion's day of the calendar and date became: the highest revision counts, the infusion's own row is revision 1.
create table infusion_plan (
  infusion_id text not null references infusion (id),
  revision integer not null check (revision >= 2),
  change_id text not null references calendar_change (id),
  cycle integer not null check (cycle >= 1),
  day_of_cycle integer not null check (day_of_cycle >= 1),
  planned_on text not null check (planned_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  -- Whether a person chose the date, or it followed from another.
  chosen integer not null check (chosen in (0, 1)),
  primary key (infusion_id, revision)
) strict;
create index infusion_plan_change on infusion_plan (change_id);

alter table infusion_state add column cycle integer not null default 1 check (cycle >= 1);
alter table infusion_state add column day_of_cycle integer not null default 1 check (day_of_cycle >= 1);
update infusion_state set
  cycle = (select i.cycle from infusion i where i.id = infusion_state.infusion_id),
  day_of_cycle = (select i.day_of_cycle from infusion i where i.id = infusion_state.infusion_id);

-- Whether a course goes on: the highest revision counts; without a row it does.
create table course_status (
  course_id text not null references course (id),
  revision integer not null check (revision >= 1),
  status text not null check (status in ('Ended', 'Reopened')),
  -- Of the end the day it was decided, of a reopening the day of the next infusion.
  on_date text not null check (on_date glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  reason text null check (reason in ('ProgressiveDisease', 'AdverseEvent', 'PhysicianDecision', 'WithdrawalBySubject', 'Transferred', 'LostToFollowUp', 'Death', 'Completed', 'Other')),
  note text null check (length(note) > 0),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  primary key (course_id, revision),
  check ((status = 'Ended') = (reason is not null)),
  check (status <> 'Reopened' or note is not null)
) strict;

create trigger calendar_change_no_update before update on calendar_change begin select raise(abort, 'calendar_change is append-only'); end;
create trigger calendar_change_no_delete before delete on calendar_change begin select raise(abort, 'calendar_change is append-only'); end;

create trigger infusion_plan_no_update before update on infusion_plan begin select raise(abort, 'infusion_plan is append-only'); end;
create trigger infusion_plan_no_delete before delete on infusion_plan begin select raise(abort, 'infusion_plan is append-only'); end;

create trigger course_status_no_update before update on course_status begin select raise(abort, 'course_status is append-only'); end;
create trigger course_status_no_delete before delete on course_status begin select raise(abort, 'course_status is append-only'); end;
