-- What a physician ordered in place of the plan of the label, from when on. The highest revision counts from its instant.
create table premedication_order (
  course_id entity_id not null references course (id),
  revision bigint not null check (revision >= 1),
  -- Codes with commas; empty = no premedication is ordered.
  drugs text collate "C" not null,
  reason text collate "C" not null check (length(reason) > 0),
  since instant not null,
  ordered_by text collate "C" not null,
  primary key (course_id, revision)
);
create trigger premedication_order_append_only before update or delete or truncate on premedication_order
for each statement execute function refuse_change();
