-- Accounts, audit trail, repeated requests, drafts.
-- Ids: lower-case Guid text. Instants: UTC text with three decimals, so that text order is time order.

create table migration_history (
  version integer primary key,
  name text not null,
  checksum text not null check (length(checksum) = 64),
  applied_at text not null check (applied_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  product_version text not null
) strict;

create table app_user (
  id text primary key not null check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  user_name text not null check (length(user_name) between 1 and 200),
  normalized_user_name text not null unique check (length(normalized_user_name) between 1 and 200),
  display_name text not null check (length(display_name) between 1 and 200),
  password_hash text,
  security_stamp text not null,
  concurrency_stamp text not null,
  lockout_enabled integer not null check (lockout_enabled in (0, 1)),
  lockout_end text check (lockout_end glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  access_failed_count integer not null check (access_failed_count >= 0),
  created_at text not null check (created_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  disabled_at text check (disabled_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;

create table user_role (
  user_id text not null references app_user (id),
  role text not null check (role in ('Nurse', 'SafetyOfficer', 'Physician', 'Administrator')),
  primary key (user_id, role)
) strict;

create index user_role_by_role on user_role (role, user_id);

create table audit_entry (
  seq integer primary key autoincrement,
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  actor_id text references app_user (id),
  actor_name text not null check (length(actor_name) > 0),
  action text not null check (length(action) > 0),
  subject_type text not null check (length(subject_type) > 0),
  subject_id text not null check (length(subject_id) > 0),
  patient_id text check (patient_id glob '????????-????-????-????-????????????' and patient_id not glob '*[^0-9a-f-]*'),
  course_id text check (course_id glob '????????-????-????-????-????????????' and course_id not glob '*[^0-9a-f-]*'),
  reason text check (length(reason) > 0),
  details text not null check (json_valid(details)),
  product_version text not null,
  ctcae_version text not null,
  rule_set_version text not null,
  reference_set_version text not null
) strict;

create index audit_entry_by_subject on audit_entry (subject_type, subject_id, seq);
create index audit_entry_by_course on audit_entry (course_id, seq);
create index audit_entry_by_actor on audit_entry (actor_id, seq);

create trigger audit_entry_no_update before update on audit_entry
begin select raise(abort, 'audit_entry is append-only'); end;
create trigger audit_entry_no_delete before delete on audit_entry
begin select raise(abort, 'audit_entry is append-only'); end;

create table processed_request (
  idempotency_key text primary key not null check (length(idempotency_key) between 1 and 200),
  request_name text not null,
  actor_id text references app_user (id),
  processed_at text not null check (processed_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  result_json text not null check (json_valid(result_json))
) strict;

create trigger processed_request_no_update before update on processed_request
begin select raise(abort, 'processed_request is append-only'); end;
create trigger processed_request_no_delete before delete on processed_request
begin select raise(abort, 'processed_request is append-only'); end;

create table form_draft (
  user_id text not null references app_user (id),
  form text not null,
  subject_id text not null,
  body_json text not null check (json_valid(body_json)),
  saved_at text not null check (saved_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  primary key (user_id, form, subject_id)
) strict;
