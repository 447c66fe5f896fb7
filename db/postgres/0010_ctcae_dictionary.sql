-- NCI's full CTCAE dictionaries as they were imported; of each version the newest import is in force.
create table ctcae_import (
  position bigint not null primary key check (position >= 1),
  version text collate "C" not null check (version in ('4.03', '5.0', '6.0')),
  file_name text collate "C" not null check (length(file_name) between 1 and 255),
  file_sha256 text collate "C" not null check (length(file_sha256) = 64),
  imported_at instant not null,
  imported_by_id entity_id null references app_user (id),
  imported_by text collate "C" not null check (length(imported_by) > 0),
  terms bigint not null check (terms >= 1),
  grades bigint not null check (grades >= 1),
  preview_json text collate "C" not null
);
create index ctcae_import_version on ctcae_import (version, position);

-- A grade without text does not exist for the term.
create table ctcae_import_term (
  import_position bigint not null references ctcae_import (position),
  llt_code text collate "C" not null check (length(llt_code) = 8),
  soc text collate "C" not null check (length(soc) > 0),
  name text collate "C" not null check (length(name) > 0),
  grade1 text collate "C" null check (length(grade1) > 0),
  grade2 text collate "C" null check (length(grade2) > 0),
  grade3 text collate "C" null check (length(grade3) > 0),
  grade4 text collate "C" null check (length(grade4) > 0),
  grade5 text collate "C" null check (length(grade5) > 0),
  definition text collate "C" null check (length(definition) > 0),
  navigational_note text collate "C" null check (length(navigational_note) > 0),
  change_note text collate "C" null check (length(change_note) > 0),
  primary key (import_position, llt_code)
);

create trigger ctcae_import_append_only before update or delete or truncate on ctcae_import
for each statement execute function refuse_change();

create trigger ctcae_import_term_append_only before update or delete or truncate on ctcae_import_term
for each statement execute function refuse_change();
