-- What the trials saw: each set of rates is kept as it was loaded.
create table reference_set (
  version text not null primary key,
  content_sha256 text not null check (length(content_sha256) = 64),
  loaded_at text not null check (loaded_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
);

create table reference_rate (
  set_version text not null references reference_set (version),
  rate_id text not null,
  position bigint not null,
  status text not null check (status in ('Verified', 'Unverified', 'Rejected')),
  status_reason text null,
  on_board boolean not null,
  content_json text not null,
  primary key (set_version, rate_id),
  check (status = 'Verified' or length(status_reason) > 0)
);

create trigger reference_set_append_only before update or delete on reference_set for each row execute function refuse_change();

create trigger reference_rate_append_only before update or delete on reference_rate for each row execute function refuse_change();
