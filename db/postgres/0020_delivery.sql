-- What the deliverer remembers about what is still due, what nobody could be told, and who is being rung elsewhere.

-- Failures since it became due: numbers the waits. The attempts of outbox_due number the rows of outbox_attempt and never restart.
alter table outbox_due add column failures bigint not null default 0;
-- Since when it is being sent; still set after a crash, and then it is sent again under the same key.
alter table outbox_due add column begun_at instant null;
-- Since when it is due where that is not since it was written: it was sent again by hand.
alter table outbox_due add column due_since instant null;
-- Why an attempt was not needed, or who asked for another.
alter table outbox_attempt add column note text collate "C" null;
create index outbox_alarm on outbox (alarm_id);
-- The newest success of a channel without reading its history.
create index outbox_attempt_newest on outbox_attempt (channel, outcome, at);

-- Which channels this unit has set up; what is off makes nothing due. Repeats the newest entry of the audit trail.
create table delivery_channel (
  channel text collate "C" not null primary key check (channel in ('hub', 'mail', 'webhook')),
  since instant not null
);

-- What a channel has given up; follows from outbox_attempt. It stays until somebody sends it again or puts it aside.
create table outbox_dead (
  outbox_seq bigint not null references outbox (seq),
  channel text collate "C" not null check (channel in ('hub', 'mail', 'webhook')),
  at instant not null,
  error text collate "C" not null check (length(error) > 0),
  primary key (outbox_seq, channel)
);

-- Calls that ring in another system until it is told that they are answered; as short as what rings.
create table outbox_ringing (
  outbox_seq bigint not null references outbox (seq),
  channel text collate "C" not null check (channel in ('hub', 'mail', 'webhook')),
  attempts bigint not null check (attempts >= 0),
  next_at instant not null,
  primary key (outbox_seq, channel)
);

-- Every attempt to tell another system that a call is answered.
create table outbox_end_attempt (
  outbox_seq bigint not null references outbox (seq),
  channel text collate "C" not null check (channel in ('hub', 'mail', 'webhook')),
  attempt bigint not null check (attempt >= 1),
  at instant not null,
  outcome text collate "C" not null check (outcome in ('Delivered', 'Failed', 'Dead')),
  error text collate "C" null,
  primary key (outbox_seq, channel, attempt),
  check ((outcome in ('Failed', 'Dead')) = (error is not null))
);
create trigger outbox_end_attempt_append_only before update or delete or truncate on outbox_end_attempt
for each statement execute function refuse_change();
