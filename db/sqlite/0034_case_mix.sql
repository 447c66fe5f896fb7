-- Performance status and renal function belong to what a course begins with. Null = nobody entered anything, which is not the same
-- as entered as not known.
alter table course_baseline add column ecog text null check (ecog in ('NotKnown', 'Ecog0', 'Ecog1', 'Ecog2', 'Ecog3', 'Ecog4'));
-- 0 = entered as not known.
alter table course_baseline add column egfr_known integer null check (egfr_known in (0, 1));
alter table course_baseline add column egfr_thousandths integer null check (egfr_thousandths > 0);
alter table course_baseline add column egfr_on text null check (egfr_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');

-- Who was treated is read from the first infusion of each course, not from all of them.
create index infusion_state_first on infusion_state (course_id) where given_ordinal = 1;

-- Which lines serve as controls of how the unit records. The highest revision counts. Information only: no state follows from it.
create table control_choice (
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  revision integer not null check (revision >= 1),
  -- Keys of streams, one a line.
  streams text not null check (length(streams) > 0),
  patients_begun integer not null check (patients_begun >= 0),
  reason text not null check (length(reason) > 0),
  signed_at text not null check (signed_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  signed_by_id text not null references app_user (id),
  signed_by text not null,
  primary key (regimen, revision)
) strict;
create trigger control_choice_no_update before update on control_choice begin select raise(abort, 'control_choice is append-only'); end;
create trigger control_choice_no_delete before delete on control_choice begin select raise(abort, 'control_choice is append-only'); end;
