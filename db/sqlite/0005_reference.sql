-- What the trials saw: each set of rates is kept as it was loaded.
create table reference_set (
  version text not null primary key,
  content_sha256 text not null check (length(content_sha256) = 64),
  loaded_at text not null check (loaded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z')
) strict;

create table reference_rate (
  set_version text not null references reference_set (version),
  rate_id text not null,
  position integer not null,
  status text not null check (status in ('Verified', 'Unverified', 'Rejected')),
  status_reason text null,
  on_board integer not null check (on_board in (0, 1)),
  content_json text not null,
  primary key (set_version, rate_id),
  check (status = 'Verified' or length(status_reason) > 0)
) strict;

create trigger reference_set_no_update before update on reference_set begin select raise(abort, 'reference_set is append-only'); end;
create trigger reference_set_no_delete before delete on reference_set begin select raise(abort, 'reference_set is append-only'); end;

create trigger reference_rate_no_update before update on reference_rate begin select raise(abort, 'reference_rate is append-only'); end;
create trigger reference_rate_no_delete before delete on reference_rate begin select raise(abort, 'reference_rate is append-only'); end;
