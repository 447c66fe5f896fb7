-- The reference ledger and who has compared it with its sources.

-- What the trials saw: each set of rates is kept as it was loaded.
create append_only table reference_set (
  version text primary key,
  content_sha256 text not null check (length(content_sha256) = 64),
  loaded_at instant not null
);

create append_only table reference_rate (
  set_version text not null references reference_set (version),
  rate_id text not null,
  position integer not null,
  status code of RowStatus not null,
  status_reason text,
  on_board boolean not null,
  content_json json_text not null,
  primary key (set_version, rate_id),
  check (status = 'Verified' or length(status_reason) > 0)
);

-- What persons of the unit said about rows of the reference ledger: two have to have read a row before it colours
-- anything.
create append_only table reference_verification (
  id entity_id primary key,
  set_version text not null,
  rate_id text not null,
  content_sha256 text not null check (length(content_sha256) = 64),
  step code of VerificationStep not null,
  withdraws_id entity_id unique references reference_verification (id),
  document text check (length(document) > 0),
  reason text check (length(reason) > 0),
  signed_by_id entity_id not null references app_user (id),
  signed_by text not null check (length(signed_by) > 0),
  signed_at instant not null,
  foreign key (set_version, rate_id) references reference_rate (set_version, rate_id),
  check ((step = 'Withdrawn') = (withdraws_id is not null)),
  check ((step = 'Read') = (document is not null)),
  check ((step = 'Read') = (reason is null))
);
create index reference_verification_rate on reference_verification (rate_id);
