-- What the unit decided about its evidence: the method, the spread between units of some lines, the lines that alone may raise a signal.
create table evidence_decision (
  position integer not null primary key check (position >= 1),
  kind text not null check (kind in ('Method', 'Spread', 'PrimaryLines')),
  -- Keys of the lines as a JSON array: whose spread it is, or which are primary (none = all of them may raise a signal). Null = all lines.
  stream_keys text null check (json_type(stream_keys) = 'array'),
  spread_thousandths integer null check (spread_thousandths between 10 and 600),
  signed integer not null check (signed in (0, 1)),
  -- What the person saw before.
  preview_json text not null check (json_valid(preview_json)),
  reason text not null check (length(reason) between 1 and 2000),
  decided_at text not null check (decided_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  decided_by_id text null references app_user (id),
  decided_by text not null check (length(decided_by) > 0),
  audit_seq integer not null unique references audit_entry (seq),
  check ((kind = 'Method') = (stream_keys is null)),
  check ((kind = 'Spread') = (spread_thousandths is not null)),
  check (kind = 'Spread' or signed = 1)
) strict;
create trigger evidence_decision_no_update before update on evidence_decision begin select raise(abort, 'evidence_decision is append-only'); end;
create trigger evidence_decision_no_delete before delete on evidence_decision begin select raise(abort, 'evidence_decision is append-only'); end;

-- Each time a line began anew. A line without any is in its first epoch, number 0.
create table stream_epoch (
  stream_key text not null check (length(stream_key) > 0),
  number integer not null check (number >= 1),
  begins_at text not null check (begins_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  cause text not null check (cause in ('SignalClosed', 'Method', 'Spread', 'SpreadOfAllLines', 'PrimaryLines')),
  -- What the epochs before were worked out by, and are for ever. Closing a signal changes no definition.
  ended_definition integer null references stream_definition (seq),
  audit_seq integer not null references audit_entry (seq),
  primary key (stream_key, number),
  check ((cause = 'SignalClosed') = (ended_definition is null))
) strict;
create trigger stream_epoch_no_update before update on stream_epoch begin select raise(abort, 'stream_epoch is append-only'); end;
create trigger stream_epoch_no_delete before delete on stream_epoch begin select raise(abort, 'stream_epoch is append-only'); end;
-- Until now only closing a signal began one.
insert into stream_epoch (stream_key, number, begins_at, cause, audit_seq)
  select s.stream_key, s.epoch + 1, p.at, 'SignalClosed', p.audit_seq
  from signal s join signal_step p on p.signal_id = s.id and p.kind = 'ClosedWithAction';
