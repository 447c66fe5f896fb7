-- Latched signals: raised once per stream and epoch, what people and corrections did with each, comments, and what each officer has seen.
create table signal (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  stream_key text not null check (length(stream_key) > 0),
  regimen text not null check (regimen in ('IsaPd', 'IsaKd')),
  llt_code text not null check (length(llt_code) > 0),
  basis text not null check (basis in ('AdverseEvent', 'Laboratory')),
  band text not null check (band in ('Any', 'GradeAtLeast3')),
  epoch integer not null check (epoch >= 0),
  raised_at text not null check (raised_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  reference_id text null,
  reference_version text null,
  patients integer not null check (patients >= 1),
  patients_with_event integer not null check (patients_with_event >= 0),
  ln_closed real not null check (ln_closed > -1e999 and ln_closed < 1e999),
  snapshot text not null check (json_valid(snapshot)),
  unique (stream_key, epoch),
  check (patients_with_event <= patients)
) strict;

-- The highest ordinal says how the signal stands. The number of the audit entry orders what several people did.
create table signal_step (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  signal_id text not null references signal (id),
  ordinal integer not null check (ordinal >= 1),
  kind text not null check (kind in ('Raised', 'Validated', 'UnderAssessment', 'Confirmed', 'Refuted', 'ClosedWithAction', 'Withdrawn', 'Reinstated')),
  status text not null check (status in ('Raised', 'Validated', 'UnderAssessment', 'Confirmed', 'Refuted', 'ClosedWithAction', 'Withdrawn')),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  by_id text null references app_user (id),
  by_name text not null check (length(by_name) > 0),
  reason text not null check (length(reason) between 1 and 2000),
  action text null check (length(action) between 1 and 2000),
  audit_seq integer not null unique references audit_entry (seq),
  unique (signal_id, ordinal),
  check ((kind = 'Raised') = (ordinal = 1)),
  check (kind = status or kind = 'Reinstated'),
  check ((kind = 'ClosedWithAction') = (action is not null)),
  check ((kind in ('Raised', 'Withdrawn', 'Reinstated')) = (by_id is null))
) strict;
create unique index signal_step_closed_once on signal_step (signal_id) where kind = 'ClosedWithAction';

create table signal_comment (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  signal_id text not null references signal (id),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  by_id text not null references app_user (id),
  by_name text not null check (length(by_name) > 0),
  words text not null check (length(words) between 1 and 2000),
  audit_seq integer not null unique references audit_entry (seq)
) strict;
create index signal_comment_signal on signal_comment (signal_id);

-- An officer has seen everything up to seen_seq, the newest audit number of the list that was read.
create table signal_review (
  audit_seq integer not null primary key references audit_entry (seq),
  officer_id text not null references app_user (id),
  officer_name text not null check (length(officer_name) > 0),
  reviewed_at text not null check (reviewed_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  seen_seq integer not null check (seen_seq >= 0),
  check (seen_seq < audit_seq)
) strict;
create index signal_review_officer on signal_review (officer_id, audit_seq);

create trigger signal_no_update before update on signal begin select raise(abort, 'signal is append-only'); end;
create trigger signal_no_delete before delete on signal begin select raise(abort, 'signal is append-only'); end;
create trigger signal_step_no_update before update on signal_step begin select raise(abort, 'signal_step is append-only'); end;
create trigger signal_step_no_delete before delete on signal_step begin select raise(abort, 'signal_step is append-only'); end;
create trigger signal_comment_no_update before update on signal_comment begin select raise(abort, 'signal_comment is append-only'); end;
create trigger signal_comment_no_delete before delete on signal_comment begin select raise(abort, 'signal_comment is append-only'); end;
create trigger signal_review_no_update before update on signal_review begin select raise(abort, 'signal_review is append-only'); end;
create trigger signal_review_no_delete before delete on signal_review begin select raise(abort, 'signal_review is append-only'); end;
