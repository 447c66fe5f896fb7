-- What a physician ordered in place of the plan of the label, from when on. The highest revision counts from its instant.
create table premedication_order (
  course_id text not null references course (id),
  revision integer not null check (revision >= 1),
  -- Codes with commas; empty = no premedication is ordered.
  drugs text not null,
  reason text not null check (length(reason) > 0),
  since text not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  ordered_by text not null,
  primary key (course_id, revision)
) strict;
create trigger premedication_order_no_update before update on premedication_order begin select raise(abort, 'premedication_order is append-only'); end;
create trigger premedication_order_no_delete before delete on premedication_order begin select raise(abort, 'premedication_order is append-only'); end;
