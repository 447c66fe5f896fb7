-- What the trials saw: each set of rates is kept as it was loaded.
create table reference_set (
  version text collate "C" not null primary key,
  content_sha256 text collate "C" not null check (length(content_sha256) = 64),
  loaded_at instant not null
);

create table reference_rate (
  set_version text collate "C" not null references reference_set (version),
  rate_id text collate "C" not null,
  position bigint not null,
  status text collate "C" not null check (status in ('Verified', 'Unverified', 'Rejected')),
  status_reason text collate "C" null,
  on_board boolean not null,
  content_json text collate "C" not null,
  primary key (set_version, rate_id),
  check (status = 'Verified' or length(status_reason) > 0)
);

create trigger reference_set_append_only before update or delete or truncate on reference_set
for each statement execute function refuse_change();

create trigger reference_rate_append_only before update or delete or truncate on reference_rate
for each statement execute function refuse_change();
