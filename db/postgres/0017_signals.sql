-- Latched signals: raised once per stream and epoch, what people and corrections did with each, comments, and what each officer has seen.
create table signal (
  id entity_id not null primary key,
  stream_key text collate "C" not null check (length(stream_key) > 0),
  regimen text collate "C" not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text collate "C" not null check (length(llt_code) > 0),
  basis text collate "C" not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text collate "C" not null check (band in ('Any', 'GradeAtLeast3')),
  epoch bigint not null check (epoch >= 0),
  raised_at instant not null,
  reference_id text collate "C" null,
  reference_version text collate "C" null,
  patients bigint not null check (patients >= 1),
  patients_with_event bigint not null check (patients_with_event >= 0),
  ln_closed double precision not null check (ln_closed > '-Infinity'::float8 and ln_closed < 'Infinity'::float8),
  snapshot json_text not null,
  unique (stream_key, epoch),
  check (patients_with_event <= patients)
);

-- The highest ordinal says how the signal stands. The number of the audit entry orders what several people did.
create table signal_step (
  id entity_id not null primary key,
  signal_id entity_id not null references signal (id),
  ordinal bigint not null check (ordinal >= 1),
  kind text collate "C" not null check (kind in ('Raised', 'Validated', 'UnderAssessment', 'Confirmed', 'Refuted', 'ClosedWithAction', 'Withdrawn', 'Reinstated')),
  status text collate "C" not null check (status in ('Raised', 'Validated', 'UnderAssessment', 'Confirmed', 'Refuted', 'ClosedWithAction', 'Withdrawn')),
  at instant not null,
  by_id entity_id null references app_user (id),
  by_name text collate "C" not null check (length(by_name) > 0),
  reason text collate "C" not null check (length(reason) between 1 and 2000),
  action text collate "C" null check (length(action) between 1 and 2000),
  audit_seq bigint not null unique references audit_entry (seq),
  unique (signal_id, ordinal),
  check ((kind = 'Raised') = (ordinal = 1)),
  check (kind = status or kind = 'Reinstated'),
  check ((kind = 'ClosedWithAction') = (action is not null)),
  check ((kind in ('Raised', 'Withdrawn', 'Reinstated')) = (by_id is null))
);
create unique index signal_step_closed_once on signal_step (signal_id) where kind = 'ClosedWithAction';

create table signal_comment (
  id entity_id not null primary key,
  signal_id entity_id not null references signal (id),
  at instant not null,
  by_id entity_id not null references app_user (id),
  by_name text collate "C" not null check (length(by_name) > 0),
  words text collate "C" not null check (length(words) between 1 and 2000),
  audit_seq bigint not null unique references audit_entry (seq)
);
create index signal_comment_signal on signal_comment (signal_id);

-- An officer has seen everything up to seen_seq, the newest audit number of the list that was read.
create table signal_review (
  audit_seq bigint not null primary key references audit_entry (seq),
  officer_id entity_id not null references app_user (id),
  officer_name text collate "C" not null check (length(officer_name) > 0),
  reviewed_at instant not null,
  seen_seq bigint not null check (seen_seq >= 0),
  check (seen_seq < audit_seq)
);
create index signal_review_officer on signal_review (officer_id, audit_seq);

create trigger signal_append_only before update or delete or truncate on signal
for each statement execute function refuse_change();

create trigger signal_step_append_only before update or delete or truncate on signal_step
for each statement execute function refuse_change();

create trigger signal_comment_append_only before update or delete or truncate on signal_comment
for each statement execute function refuse_change();

create trigger signal_review_append_only before update or delete or truncate on signal_review
for each statement execute function refuse_change();
