-- Performance status and renal function belong to what a course begins with. Null = nobody entered anything, which is not the same
-- as entered as not known.
alter table course_baseline add column ecog text collate "C" null check (ecog in ('NotKnown', 'Ecog0', 'Ecog1', 'Ecog2', 'Ecog3', 'Ecog4'));
-- 0 = entered as not known.
alter table course_baseline add column egfr_known bigint null check (egfr_known in (0, 1));
alter table course_baseline add column egfr_thousandths bigint null check (egfr_thousandths > 0);
alter table course_baseline add column egfr_on calendar_date null;

-- Who was treated is read from the first infusion of each course, not from all of them.
create index infusion_state_first on infusion_state (course_id) where given_ordinal = 1;

-- Which lines serve as controls of how the unit records. The highest revision counts. Information only: no state follows from it.
create table control_choice (
  regimen text collate "C" not null check (regimen in ('IsaPd', 'IsaKd')),
  revision bigint not null check (revision >= 1),
  -- Keys of streams, one a line.
  streams text collate "C" not null check (length(streams) > 0),
  patients_begun bigint not null check (patients_begun >= 0),
  reason text collate "C" not null check (length(reason) > 0),
  signed_at instant not null,
  signed_by_id entity_id not null references app_user (id),
  signed_by text collate "C" not null,
  primary key (regimen, revision)
);
create trigger control_choice_append_only before update or delete or truncate on control_choice
for each statement execute function refuse_change();
