-- Who is signed in where. A session's activity and its end are entered once they are known; an ended one stays ended.
create table user_session (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  user_id text not null references app_user (id),
  started_at text not null check (started_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  last_activity_at text not null check (last_activity_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  ended_at text null check (ended_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  end_reason text null check (end_reason in ('SignedOut', 'Replaced', 'PasswordReset', 'RolesChanged', 'AccountDisabled', 'Expired')),
  check ((ended_at is null) = (end_reason is null))
) strict;
create index user_session_lasting on user_session (user_id) where ended_at is null;
create trigger user_session_stays_ended before update on user_session when old.ended_at is not null
begin select raise(abort, 'an ended user_session stays ended'); end;
create trigger user_session_no_delete before delete on user_session begin select raise(abort, 'user_session is kept'); end;
