-- NCI's full CTCAE dictionaries as they were imported; of each version the newest import is in force.
create table ctcae_import (
  position integer not null primary key check (position >= 1),
  version text not null check (version in ('4.03', '5.0', '6.0')),
  file_name text not null check (length(file_name) between 1 and 255),
  file_sha256 text not null check (length(file_sha256) = 64),
  imported_at text not null check (imported_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  imported_by_id text null references app_user (id),
  imported_by text not null check (length(imported_by) > 0),
  terms integer not null check (terms >= 1),
  grades integer not null check (grades >= 1),
  preview_json text not null
) strict;
create index ctcae_import_version on ctcae_import (version, position);
create trigger ctcae_import_no_update before update on ctcae_import begin select raise(abort, 'ctcae_import is append-only'); end;
create trigger ctcae_import_no_delete before delete on ctcae_import begin select raise(abort, 'ctcae_import is append-only'); end;

-- A grade without text does not exist for the term.
create table ctcae_import_term (
  import_position integer not null references ctcae_import (position),
  llt_code text not null check (length(llt_code) = 8),
  soc text not null check (length(soc) > 0),
  name text not null check (length(name) > 0),
  grade1 text null check (length(grade1) > 0),
  grade2 text null check (length(grade2) > 0),
  grade3 text null check (length(grade3) > 0),
  grade4 text null check (length(grade4) > 0),
  grade5 text null check (length(grade5) > 0),
  definition text null check (length(definition) > 0),
  navigational_note text null check (length(navigational_note) > 0),
  change_note text null check (length(change_note) > 0),
  primary key (import_position, llt_code)
) strict;
create trigger ctcae_import_term_no_update before update on ctcae_import_term begin select raise(abort, 'ctcae_import_term is append-only'); end;
create trigger ctcae_import_term_no_delete before delete on ctcae_import_term begin select raise(abort, 'ctcae_import_term is append-only'); end;
