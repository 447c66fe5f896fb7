-- Who is called when: the alerting policy, the on-call calendar, contacts, what suppresses a call, and where each escalation stands.
create table alerting_policy (
  version integer not null primary key check (version >= 2),
  content_json text not null check (length(content_json) > 0),
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  reason text not null check (length(reason) > 0),
  signed_by_id text null references app_user (id),
  signed_by text not null
) strict;
create trigger alerting_policy_no_update before update on alerting_policy begin select raise(abort, 'alerting_policy is append-only'); end;
create trigger alerting_policy_no_delete before delete on alerting_policy begin select raise(abort, 'alerting_policy is append-only'); end;

-- A duty as it was entered. It lasts until until_at, or until its end in on_call_duty_end where that is earlier.
create table on_call_duty (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  duty text not null check (duty in ('Deputy', 'Senior')),
  person_id text not null references app_user (id),
  from_at text not null check (from_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  until_at text not null check (until_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  -- The duty that was handed over to this one.
  taken_over_from text null references on_call_duty (id),
  note text null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by_id text null references app_user (id),
  recorded_by text not null,
  check (from_at < until_at)
) strict;
create index on_call_duty_until on on_call_duty (duty, until_at);
create trigger on_call_duty_no_update before update on on_call_duty begin select raise(abort, 'on_call_duty is append-only'); end;
create trigger on_call_duty_no_delete before delete on on_call_duty begin select raise(abort, 'on_call_duty is append-only'); end;

create table on_call_duty_end (
  duty_id text not null primary key references on_call_duty (id) check (duty_id glob '????????-????-????-????-????????????' and duty_id not glob '*[^0-9a-f-]*'),
  kind text not null check (kind in ('Cancelled', 'HandedOver')),
  -- At or before the duty's beginning: it never was in force.
  ends_at text not null check (ends_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  reason text not null check (length(reason) > 0),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by_id text null references app_user (id),
  recorded_by text not null
) strict;
create trigger on_call_duty_end_no_update before update on on_call_duty_end begin select raise(abort, 'on_call_duty_end is append-only'); end;
create trigger on_call_duty_end_no_delete before delete on on_call_duty_end begin select raise(abort, 'on_call_duty_end is append-only'); end;

-- How a person is reached outside the product: the highest revision counts.
create table person_contact (
  person_id text not null references app_user (id),
  revision integer not null check (revision >= 1),
  email text null check (length(email) between 3 and 254),
  phone text null check (length(phone) between 1 and 40),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by_id text null references app_user (id),
  recorded_by text not null,
  primary key (person_id, revision)
) strict;
create trigger person_contact_no_update before update on person_contact begin select raise(abort, 'person_contact is append-only'); end;
create trigger person_contact_no_delete before delete on person_contact begin select raise(abort, 'person_contact is append-only'); end;

create table silence (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  rule text not null check (length(rule) > 0),
  -- Null = the rule in every course.
  course_id text null references course (id),
  reason text not null check (length(reason) > 0),
  from_at text not null check (from_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  until_at text not null check (until_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  author_id text null references app_user (id),
  author text not null,
  check (from_at < until_at)
) strict;
create trigger silence_no_update before update on silence begin select raise(abort, 'silence is append-only'); end;
create trigger silence_no_delete before delete on silence begin select raise(abort, 'silence is append-only'); end;

create table silence_end (
  silence_id text not null primary key references silence (id) check (silence_id glob '????????-????-????-????-????????????' and silence_id not glob '*[^0-9a-f-]*'),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  reason text not null check (length(reason) > 0),
  actor_id text null references app_user (id),
  actor_name text not null
) strict;
create trigger silence_end_no_update before update on silence_end begin select raise(abort, 'silence_end is append-only'); end;
create trigger silence_end_no_delete before delete on silence_end begin select raise(abort, 'silence_end is append-only'); end;

create table maintenance (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  reason text not null check (length(reason) > 0),
  from_at text not null check (from_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  until_at text not null check (until_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  author_id text null references app_user (id),
  author text not null,
  check (from_at < until_at)
) strict;
create trigger maintenance_no_update before update on maintenance begin select raise(abort, 'maintenance is append-only'); end;
create trigger maintenance_no_delete before delete on maintenance begin select raise(abort, 'maintenance is append-only'); end;

create table maintenance_end (
  maintenance_id text not null primary key references maintenance (id) check (maintenance_id glob '????????-????-????-????-????????????' and maintenance_id not glob '*[^0-9a-f-]*'),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  reason text not null check (length(reason) > 0),
  actor_id text null references app_user (id),
  actor_name text not null
) strict;
create trigger maintenance_end_no_update before update on maintenance_end begin select raise(abort, 'maintenance_end is append-only'); end;
create trigger maintenance_end_no_delete before delete on maintenance_end begin select raise(abort, 'maintenance_end is append-only'); end;

-- Where the escalation of an alert stands, as its calls in the outbox say; no row = none is under way.
create table alert_escalation (
  alert_id text not null primary key references alert (id) check (alert_id glob '????????-????-????-????-????????????' and alert_id not glob '*[^0-9a-f-]*'),
  started_at text not null check (started_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  policy_version integer not null check (policy_version >= 1),
  -- The shift whose chain is climbed.
  shift text not null,
  step integer not null check (step >= 1),
  kind text not null check (kind in ('Attending', 'Deputy', 'Senior', 'PhoneList')),
  step_at text not null check (step_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  -- Null = nothing more follows by itself.
  next_at text null check (next_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  -- The silence, maintenance or permanent stop that keeps the call of this step back.
  waits_for text null
) strict;
create index alert_escalation_next on alert_escalation (next_at);
