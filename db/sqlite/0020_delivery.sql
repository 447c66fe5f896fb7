-- What the deliverer remembers about what is still due, what nobody could be told, and who is being rung elsewhere.

-- Failures since it became due: numbers the waits. The attempts of outbox_due number the rows of outbox_attempt and never restart.
alter table outbox_due add column failures integer not null default 0;
-- Since when it is being sent; still set after a crash, and then it is sent again under the same key.
alter table outbox_due add column begun_at text null check (begun_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z');
-- Since when it is due where that is not since it was written: it was sent again by hand.
alter table outbox_due add column due_since text null check (due_since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z');
-- Why an attempt was not needed, or who asked for another.
alter table outbox_attempt add column note text null;
create index outbox_alarm on outbox (alarm_id);
-- The newest success of a channel without reading its history.
create index outbox_attempt_newest on outbox_attempt (channel, outcome, at);

-- Which channels this unit has set up; what is off makes nothing due. Repeats the newest entry of the audit trail.
create table delivery_channel (
  channel text not null primary key check (channel in ('hub', 'mail', 'webhook')),
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;

-- What a channel has given up; follows from outbox_attempt. It stays until somebody sends it again or puts it aside.
create table outbox_dead (
  outbox_seq integer not null references outbox (seq),
  channel text not null check (channel in ('hub', 'mail', 'webhook')),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  error text not null check (length(error) > 0),
  primary key (outbox_seq, channel)
) strict;

-- Calls that ring in another system until it is told that they are answered; as short as what rings.
create table outbox_ringing (
  outbox_seq integer not null references outbox (seq),
  channel text not null check (channel in ('hub', 'mail', 'webhook')),
  attempts integer not null check (attempts >= 0),
  next_at text not null check (next_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  primary key (outbox_seq, channel)
) strict;

-- Every attempt to tell another system that a call is answered.
create table outbox_end_attempt (
  outbox_seq integer not null references outbox (seq),
  channel text not null check (channel in ('hub', 'mail', 'webhook')),
  attempt integer not null check (attempt >= 1),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  outcome text not null check (outcome in ('Delivered', 'Failed', 'Dead')),
  error text null,
  primary key (outbox_seq, channel, attempt),
  check ((outcome in ('Failed', 'Dead')) = (error is not null))
) strict;
create trigger outbox_end_attempt_no_update before update on outbox_end_attempt begin select raise(abort, 'outbox_end_attempt is append-only'); end;
create trigger outbox_end_attempt_no_delete before delete on outbox_end_attempt begin select raise(abort, 'outbox_end_attempt is append-only'); end;
