-- What the trials saw: each set of rates is kept as it was loaded.
create table reference_set (
  version TEXT not null primary key,
  content_sha256 TEXT not null check (length(content_sha256) = 64),
  loaded_at TEXT not null check (loaded_at glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')
) STRICT;

create table reference_rate (
  set_version TEXT not null references reference_set (version),
  rate_id TEXT not null,
  position INTEGER not null,
  status TEXT not null check (status in ('Verified', 'Unverified', 'Rejected')),
  status_reason TEXT null,
  on_board INTEGER not null check (on_board in (0, 1)),
  content_json TEXT not null,
  primary key (set_version, rate_id),
  check (status = 'Verified' or length(status_reason) > 0)
) STRICT;

create trigger reference_set_no_update before update on reference_set begin select raise(abort, 'reference_set is append-only'); end;
create trigger reference_set_no_delete before delete on reference_set begin select raise(abort, 'reference_set is append-only'); end;

create trigger reference_rate_no_update before update on reference_rate begin select raise(abort, 'reference_rate is append-only'); end;
create trigger reference_rate_no_delete before delete on reference_rate begin select raise(abort, 'reference_rate is append-only'); end;
