-- Who is called when: the alerting policy, the on-call calendar, contacts, what suppresses a call, and where each escalation stands.
create table alerting_policy (
  version bigint not null primary key check (version >= 2),
  content_json text collate "C" not null check (length(content_json) > 0),
  since instant not null,
  reason text collate "C" not null check (length(reason) > 0),
  signed_by_id entity_id null references app_user (id),
  signed_by text collate "C" not null
);
create trigger alerting_policy_append_only before update or delete or truncate on alerting_policy
for each statement execute function refuse_change();

-- A duty as it was entered. It lasts until until_at, or until its end in on_call_duty_end where that is earlier.
create table on_call_duty (
  id entity_id not null primary key,
  duty text collate "C" not null check (duty in ('Deputy', 'Senior')),
  person_id entity_id not null references app_user (id),
  from_at instant not null,
  until_at instant not null,
  -- The duty that was handed over to this one.
  taken_over_from entity_id null references on_call_duty (id),
  note text collate "C" null,
  recorded_at instant not null,
  recorded_by_id entity_id null references app_user (id),
  recorded_by text collate "C" not null,
  check (from_at < until_at)
);
create index on_call_duty_until on on_call_duty (duty, until_at);
create trigger on_call_duty_append_only before update or delete or truncate on on_call_duty
for each statement execute function refuse_change();

create table on_call_duty_end (
  duty_id entity_id not null primary key references on_call_duty (id),
  kind text collate "C" not null check (kind in ('Cancelled', 'HandedOver')),
  -- At or before the duty's beginning: it never was in force.
  ends_at instant not null,
  reason text collate "C" not null check (length(reason) > 0),
  recorded_at instant not null,
  recorded_by_id entity_id null references app_user (id),
  recorded_by text collate "C" not null
);
create trigger on_call_duty_end_append_only before update or delete or truncate on on_call_duty_end
for each statement execute function refuse_change();

-- How a person is reached outside the product: the highest revision counts.
create table person_contact (
  person_id entity_id not null references app_user (id),
  revision bigint not null check (revision >= 1),
  email text collate "C" null check (length(email) between 3 and 254),
  phone text collate "C" null check (length(phone) between 1 and 40),
  recorded_at instant not null,
  recorded_by_id entity_id null references app_user (id),
  recorded_by text collate "C" not null,
  primary key (person_id, revision)
);
create trigger person_contact_append_only before update or delete or truncate on person_contact
for each statement execute function refuse_change();

create table silence (
  id entity_id not null primary key,
  rule text collate "C" not null check (length(rule) > 0),
  -- Null = the rule in every course.
  course_id entity_id null references course (id),
  reason text collate "C" not null check (length(reason) > 0),
  from_at instant not null,
  until_at instant not null,
  author_id entity_id null references app_user (id),
  author text collate "C" not null,
  check (from_at < until_at)
);
create trigger silence_append_only before update or delete or truncate on silence
for each statement execute function refuse_change();

create table silence_end (
  silence_id entity_id not null primary key references silence (id),
  at instant not null,
  reason text collate "C" not null check (length(reason) > 0),
  actor_id entity_id null references app_user (id),
  actor_name text collate "C" not null
);
create trigger silence_end_append_only before update or delete or truncate on silence_end
for each statement execute function refuse_change();

create table maintenance (
  id entity_id not null primary key,
  reason text collate "C" not null check (length(reason) > 0),
  from_at instant not null,
  until_at instant not null,
  author_id entity_id null references app_user (id),
  author text collate "C" not null,
  check (from_at < until_at)
);
create trigger maintenance_append_only before update or delete or truncate on maintenance
for each statement execute function refuse_change();

create table maintenance_end (
  maintenance_id entity_id not null primary key references maintenance (id),
  at instant not null,
  reason text collate "C" not null check (length(reason) > 0),
  actor_id entity_id null references app_user (id),
  actor_name text collate "C" not null
);
create trigger maintenance_end_append_only before update or delete or truncate on maintenance_end
for each statement execute function refuse_change();

-- Where the escalation of an alert stands, as its calls in the outbox say; no row = none is under way.
create table alert_escalation (
  alert_id entity_id not null primary key references alert (id),
  started_at instant not null,
  policy_version bigint not null check (policy_version >= 1),
  -- The shift whose chain is climbed.
  shift text collate "C" not null,
  step bigint not null check (step >= 1),
  kind text collate "C" not null check (kind in ('Attending', 'Deputy', 'Senior', 'PhoneList')),
  step_at instant not null,
  -- Null = nothing more follows by itself.
  next_at instant null,
  -- The silence, maintenance or permanent stop that keeps the call of this step back.
  waits_for text collate "C" null
);
create index alert_escalation_next on alert_escalation (next_at);
