-- Who did what and when, requests that were answered already, and what made these tables.

create table migration_history (
  version integer not null primary key,
  name text not null,
  checksum text not null check (length(checksum) = 64),
  applied_at instant not null,
  product_version text not null
);

create append_only table audit_entry (
  seq identity primary key,
  at instant not null,
  actor_id entity_id references app_user (id),
  actor_name text not null check (length(actor_name) > 0),
  action text not null check (length(action) > 0),
  subject_type text not null check (length(subject_type) > 0),
  subject_id text not null check (length(subject_id) > 0),
  patient_id entity_id references patient (id),
  course_id entity_id references course (id),
  reason text check (length(reason) > 0),
  details json_text not null,
  product_version text not null,
  ctcae_version text not null,
  rule_set_version text not null,
  reference_set_version text not null
);
create index audit_entry_by_subject on audit_entry (subject_type, subject_id, seq);
create index audit_entry_by_course on audit_entry (course_id, seq);
create index audit_entry_by_actor on audit_entry (actor_id, seq);

create append_only table processed_request (
  idempotency_key text primary key check (length(idempotency_key) between 1 and 200),
  request_name text not null,
  actor_id entity_id references app_user (id),
  processed_at instant not null,
  result_json json_text not null
);
