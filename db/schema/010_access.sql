-- Accounts, their roles, sessions and drafts.
-- An entity_id is a lower-case Guid. An instant is UTC with three decimals, so that text order is time order.

create table app_user (
  id entity_id primary key,
  user_name text not null check (length(user_name) between 1 and 200),
  normalized_user_name text not null unique check (length(normalized_user_name) between 1 and 200),
  display_name text not null check (length(display_name) between 1 and 200),
  password_hash text,
  security_stamp text not null,
  concurrency_stamp text not null,
  lockout_enabled boolean not null,
  lockout_end instant,
  access_failed_count integer not null check (access_failed_count >= 0),
  created_at instant not null,
  disabled_at instant
);

create table user_role (
  user_id entity_id not null references app_user (id),
  role code of Role not null,
  primary key (user_id, role)
);
create index user_role_by_role on user_role (role, user_id);

-- Who is signed in where. A session's activity and its end are entered once they are known; an ended one stays ended.
create table user_session (
  id entity_id primary key,
  user_id entity_id not null references app_user (id),
  started_at instant not null,
  last_activity_at instant not null,
  ended_at instant,
  end_reason code of SessionEnd,
  check ((ended_at is null) = (end_reason is null))
);
create index user_session_lasting on user_session (user_id) where ended_at is null;
create trigger user_session_stays_ended refuses update on user_session when old.ended_at is not null;
create trigger user_session_no_delete refuses delete on user_session;

create table form_draft (
  user_id entity_id not null references app_user (id),
  form text not null,
  subject_id text not null,
  body_json json_text not null,
  saved_at instant not null,
  primary key (user_id, form, subject_id)
);
