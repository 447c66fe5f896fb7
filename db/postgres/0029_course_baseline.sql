-- What a course begins with: the weight and the treatment before it. The highest revision counts; without a row nothing is
-- recorded, and null or Unknown is "not known", never none.
create table course_baseline (
  course_id entity_id not null references course (id),
  revision bigint not null check (revision >= 1),
  weight_grams bigint null check (weight_grams > 0),
  prior_lines bigint null check (prior_lines >= 0),
  lenalidomide text collate "C" not null check (lenalidomide in ('Unknown', 'Yes', 'No')),
  proteasome_inhibitor text collate "C" not null check (proteasome_inhibitor in ('Unknown', 'Yes', 'No')),
  refractory_lenalidomide text collate "C" not null check (refractory_lenalidomide in ('Unknown', 'Yes', 'No')),
  refractory_proteasome_inhibitor text collate "C" not null check (refractory_proteasome_inhibitor in ('Unknown', 'Yes', 'No')),
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  reason text collate "C" null check (revision = 1 or length(reason) > 0),
  primary key (course_id, revision)
);
create trigger course_baseline_append_only before update or delete or truncate on course_baseline
for each statement execute function refuse_change();
