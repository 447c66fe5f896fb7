-- Who gave a premedication drug; who recorded it stands with the step. Null = not stated.
alter table premedication add column given_by_id entity_id null references app_user (id);
alter table premedication add column given_by text collate "C" null check (length(given_by) between 1 and 200);

-- One act by which the planned infusions of a course got other dates.
create table calendar_change (
  id entity_id not null primary key,
  course_id entity_id not null references course (id),
  kind text collate "C" not null check (kind in ('Moved', 'MissedDose')),
  reason text collate "C" not null check (length(reason) > 0),
  recorded_at instant not null,
  recorded_by text collate "C" not null
);
create index calendar_change_course on calendar_change (course_id);

-- What an infusion's day of the calendar and date became: the highest revision counts, the infusion's own row is revision 1.
create table infusion_plan (
  infusion_id entity_id not null references infusion (id),
  revision bigint not null check (revision >= 2),
  change_id entity_id not null references calendar_change (id),
  cycle bigint not null check (cycle >= 1),
  day_of_cycle bigint not null check (day_of_cycle >= 1),
  planned_on calendar_date not null,
  -- Whether a person chose the date, or it followed from another.
  chosen boolean not null,
  primary key (infusion_id, revision)
);
create index infusion_plan_change on infusion_plan (change_id);

alter table infusion_state add column cycle bigint not null default 1 check (cycle >= 1);
alter table infusion_state add column day_of_cycle bigint not null default 1 check (day_of_cycle >= 1);
update infusion_state set
  cycle = (select i.cycle from infusion i where i.id = infusion_state.infusion_id),
  day_of_cycle = (select i.day_of_cycle from infusion i where i.id = infusion_state.infusion_id);

-- Whether a course goes on: the highest revision counts; without a row it does.
create table course_status (
  course_id entity_id not null references course (id),
  revision bigint not null check (revision >= 1),
  status text collate "C" not null check (status in ('Ended', 'Reopened')),
  -- Of the end the day it was decided, of a reopening the day of the next infusion.
  on_date calendar_date not null,
  reason text collate "C" null check (reason in ('ProgressiveDisease', 'AdverseEvent', 'PhysicianDecision', 'WithdrawalBySubject', 'Transferred', 'LostToFollowUp', 'Death', 'Completed', 'Other')),
  note text collate "C" null check (length(note) > 0),
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  primary key (course_id, revision),
  check ((status = 'Ended') = (reason is not null)),
  check (status <> 'Reopened' or note is not null)
);

create trigger calendar_change_append_only before update or delete or truncate on calendar_change
for each statement execute function refuse_change();

create trigger infusion_plan_append_only before update or delete or truncate on infusion_plan
for each statement execute function refuse_change();

create trigger course_status_append_only before update or delete or truncate on course_status
for each statement execute function refuse_change();
