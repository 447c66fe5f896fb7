-- What persons of the unit said about rows of the reference ledger: two have to have read a row before it colours anything.
create table reference_verification (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  set_version text not null,
  rate_id text not null,
  content_sha256 text not null check (length(content_sha256) = 64),
  step text not null check (step in ('Read', 'Rejected', 'Withdrawn')),
  withdraws_id text null unique references reference_verification (id),
  document text null check (length(document) > 0),
  reason text null check (length(reason) > 0),
  signed_by_id text not null references app_user (id),
  signed_by text not null check (length(signed_by) > 0),
  signed_at text not null check (signed_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  foreign key (set_version, rate_id) references reference_rate (set_version, rate_id),
  check ((step = 'Withdrawn') = (withdraws_id is not null)),
  check ((step = 'Read') = (document is not null)),
  check ((step = 'Read') = (reason is null))
) strict;
create index reference_verification_rate on reference_verification (rate_id);
create trigger reference_verification_no_update before update on reference_verification begin select raise(abort, 'reference_verification is append-only'); end;
create trigger reference_verification_no_delete before delete on reference_verification begin select raise(abort, 'reference_verification is append-only'); end;
