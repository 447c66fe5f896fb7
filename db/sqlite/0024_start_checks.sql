-- What a step was asked about before it was recorded, and why it was right all the same.
alter table infusion_step add column confirmed_questions text null check (length(confirmed_questions) > 0);
alter table infusion_step add column confirmation_reason text null check (length(confirmation_reason) > 0);

-- A start that was stopped because the interval of the regimen was not over: a fact the rules look at.
create table start_attempt (
  infusion_id text not null references infusion (id),
  attempt integer not null check (attempt >= 1),
  course_id text not null references course (id),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  primary key (infusion_id, attempt)
) strict;
create index start_attempt_course on start_attempt (course_id);
create trigger start_attempt_no_update before update on start_attempt begin select raise(abort, 'start_attempt is append-only'); end;
create trigger start_attempt_no_delete before delete on start_attempt begin select raise(abort, 'start_attempt is append-only'); end;
