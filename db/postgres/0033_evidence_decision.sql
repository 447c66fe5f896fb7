-- What the unit decided about its evidence: the method, the spread between units of some lines, the lines that alone may raise a signal.
create table evidence_decision (
  position bigint not null primary key check (position >= 1),
  kind text collate "C" not null check (kind in ('Method', 'Spread', 'PrimaryLines')),
  -- Keys of the lines as a JSON array: whose spread it is, or which are primary (none = all of them may raise a signal). Null = all lines.
  stream_keys text collate "C" null check (json_typeof(stream_keys::json) = 'array'),
  spread_thousandths bigint null check (spread_thousandths between 10 and 600),
  signed bigint not null check (signed in (0, 1)),
  -- What the person saw before.
  preview_json json_text not null,
  reason text collate "C" not null check (length(reason) between 1 and 2000),
  decided_at instant not null,
  decided_by_id entity_id null references app_user (id),
  decided_by text collate "C" not null check (length(decided_by) > 0),
  audit_seq bigint not null unique references audit_entry (seq),
  check ((kind = 'Method') = (stream_keys is null)),
  check ((kind = 'Spread') = (spread_thousandths is not null)),
  check (kind = 'Spread' or signed = 1)
);
create trigger evidence_decision_append_only before update or delete or truncate on evidence_decision
for each statement execute function refuse_change();

-- Each time a line began anew. A line without any is in its first epoch, number 0.
create table stream_epoch (
  stream_key text collate "C" not null check (length(stream_key) > 0),
  number bigint not null check (number >= 1),
  begins_at instant not null,
  cause text collate "C" not null check (cause in ('SignalClosed', 'Method', 'Spread', 'SpreadOfAllLines', 'PrimaryLines')),
  -- What the epochs before were worked out by, and are for ever. Closing a signal changes no definition.
  ended_definition bigint null references stream_definition (seq),
  audit_seq bigint not null references audit_entry (seq),
  primary key (stream_key, number),
  check ((cause = 'SignalClosed') = (ended_definition is null))
);
create trigger stream_epoch_append_only before update or delete or truncate on stream_epoch
for each statement execute function refuse_change();
-- Until now only closing a signal began one.
insert into stream_epoch (stream_key, number, begins_at, cause, audit_seq)
  select s.stream_key, s.epoch + 1, p.at, 'SignalClosed', p.audit_seq
  from signal s join signal_step p on p.signal_id = s.id and p.kind = 'ClosedWithAction';
