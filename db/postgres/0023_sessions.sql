-- Who is signed in where. A session's activity and its end are entered once they are known; an ended one stays ended.
create table user_session (
  id entity_id not null primary key,
  user_id entity_id not null references app_user (id),
  started_at instant not null,
  last_activity_at instant not null,
  ended_at instant null,
  end_reason text collate "C" null check (end_reason in ('SignedOut', 'Replaced', 'PasswordReset', 'RolesChanged', 'AccountDisabled', 'Expired')),
  check ((ended_at is null) = (end_reason is null))
);
create index user_session_lasting on user_session (user_id) where ended_at is null;
create trigger user_session_stays_ended before update on user_session
for each row when (old.ended_at is not null) execute function refuse_change();
create trigger user_session_no_delete before delete or truncate on user_session
for each statement execute function refuse_change();
