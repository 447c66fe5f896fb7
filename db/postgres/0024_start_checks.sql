-- What a step was asked about before it was recorded, and why it was right all the same.
alter table infusion_step add column confirmed_questions text collate "C" null check (length(confirmed_questions) > 0);
alter table infusion_step add column confirmation_reason text collate "C" null check (length(confirmation_reason) > 0);

-- A start that was stopped because the interval of the regimen was not over: a fact the rules look at.
create table start_attempt (
  infusion_id entity_id not null references infusion (id),
  attempt bigint not null check (attempt >= 1),
  course_id entity_id not null references course (id),
  at instant not null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  primary key (infusion_id, attempt)
);
create index start_attempt_course on start_attempt (course_id);
create trigger start_attempt_append_only before update or delete or truncate on start_attempt
  for each statement execute function refuse_change();
