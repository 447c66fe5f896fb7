-- What a course begins with: the weight and the treatment before it. The highest revision counts; without a row nothing is
-- recorded, and null or Unknown is "not known", never none.
create table course_baseline (
  course_id text not null references course (id),
  revision integer not null check (revision >= 1),
  weight_grams integer null check (weight_grams > 0),
  prior_lines integer null check (prior_lines >= 0),
  lenalidomide text not null check (lenalidomide in ('Unknown', 'Yes', 'No')),
  proteasome_inhibitor text not null check (proteasome_inhibitor in ('Unknown', 'Yes', 'No')),
  refractory_lenalidomide text not null check (refractory_lenalidomide in ('Unknown', 'Yes', 'No')),
  refractory_proteasome_inhibitor text not null check (refractory_proteasome_inhibitor in ('Unknown', 'Yes', 'No')),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  reason text null check (revision = 1 or length(reason) > 0),
  primary key (course_id, revision)
) strict;
create trigger course_baseline_no_update before update on course_baseline begin select raise(abort, 'course_baseline is append-only'); end;
create trigger course_baseline_no_delete before delete on course_baseline begin select raise(abort, 'course_baseline is append-only'); end;
