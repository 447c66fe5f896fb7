-- What persons of the unit said about rows of the reference ledger: two have to have read a row before it colours anything.
create table reference_verification (
  id entity_id not null primary key,
  set_version text collate "C" not null,
  rate_id text collate "C" not null,
  content_sha256 text collate "C" not null check (length(content_sha256) = 64),
  step text collate "C" not null check (step in ('Read', 'Rejected', 'Withdrawn')),
  withdraws_id entity_id null unique references reference_verification (id),
  document text collate "C" null check (length(document) > 0),
  reason text collate "C" null check (length(reason) > 0),
  signed_by_id entity_id not null references app_user (id),
  signed_by text collate "C" not null check (length(signed_by) > 0),
  signed_at instant not null,
  foreign key (set_version, rate_id) references reference_rate (set_version, rate_id),
  check ((step = 'Withdrawn') = (withdraws_id is not null)),
  check ((step = 'Read') = (document is not null)),
  check ((step = 'Read') = (reason is null))
);
create index reference_verification_rate on reference_verification (rate_id);
create trigger reference_verification_append_only before update or delete or truncate on reference_verification
for each statement execute function refuse_change();
