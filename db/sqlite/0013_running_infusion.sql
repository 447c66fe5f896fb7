-- The infusion as it happens: a start under the skin has no rate, and a rate other than offered keeps what was offered.
create table infusion_step_new (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  infusion_id text not null references infusion (id),
  kind text not null check (kind in ('Premedicated', 'Started', 'RateChanged', 'Interrupted', 'Resumed', 'Ended', 'NotGiven')),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  rate_microlitres_per_hour integer null check (rate_microlitres_per_hour > 0),
  weight_grams integer null check (weight_grams > 0),
  brand text null,
  batch_number text null,
  reaction text null check (reaction in ('ReactionsRecorded', 'NoReactionObserved', 'NotReported')),
  reason text null,
  supersedes_id text null unique references infusion_step_new (id),
  correction_reason text null,
  taken_over integer not null check (taken_over in (0, 1)),
  time_known integer not null check (time_known in (0, 1)),
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  route text null check (route in ('Intravenous', 'Subcutaneous')),
  flat_dose_micrograms integer null check (flat_dose_micrograms > 0),
  offered_rate_microlitres_per_hour integer null check (offered_rate_microlitres_per_hour > 0),
  check (kind <> 'Ended' or reaction is not null),
  check (kind not in ('Started', 'RateChanged', 'Resumed') or rate_microlitres_per_hour is not null or taken_over = 1 or coalesce(route, '') = 'Subcutaneous'),
  check (kind not in ('Interrupted', 'NotGiven') or length(reason) > 0),
  check ((supersedes_id is null) = (correction_reason is null)),
  check (correction_reason is null or length(correction_reason) > 0),
  check (route is null or kind = 'Started'),
  check (coalesce(route, '') <> 'Subcutaneous' or rate_microlitres_per_hour is null),
  check (flat_dose_micrograms is null or coalesce(route, '') = 'Subcutaneous')
) strict;
insert into infusion_step_new
  select id, infusion_id, kind, at, rate_microlitres_per_hour, weight_grams, brand, batch_number, reaction, reason, supersedes_id, correction_reason, taken_over, time_known, recorded_at, recorded_by,
    case when kind = 'Started' then 'Intravenous' end, null, null
  from infusion_step;
create table premedication_new (
  step_id text not null references infusion_step_new (id),
  position integer not null check (position >= 1),
  infusion_id text not null references infusion (id),
  drug text not null,
  dose_micrograms integer null check (dose_micrograms > 0),
  route text null check (route in ('Oral', 'Intravenous')),
  given_at text not null check (given_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  primary key (step_id, position)
) strict;
insert into premedication_new
  select step_id, position, infusion_id, drug, dose_micrograms, route, given_at from premedication;
drop table premedication;
drop table infusion_step;
alter table infusion_step_new rename to infusion_step;
alter table premedication_new rename to premedication;
create index infusion_step_infusion on infusion_step (infusion_id);
create index premedication_infusion on premedication (infusion_id);
create trigger infusion_step_no_update before update on infusion_step begin select raise(abort, 'infusion_step is append-only'); end;
create trigger infusion_step_no_delete before delete on infusion_step begin select raise(abort, 'infusion_step is append-only'); end;
create trigger premedication_no_update before update on premedication begin select raise(abort, 'premedication is append-only'); end;
create trigger premedication_no_delete before delete on premedication begin select raise(abort, 'premedication is append-only'); end;

alter table infusion_state add column route text not null default 'Intravenous' check (route in ('Intravenous', 'Subcutaneous'));
alter table infusion_state add column flat_dose_micrograms integer null check (flat_dose_micrograms > 0);

-- One look at the patient during an infusion. The blood pressure has a table of its own.
create table bedside_check (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  infusion_id text not null references infusion (id),
  at text not null check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  pulse_per_minute integer null check (pulse_per_minute > 0),
  temperature_tenths_celsius integer null check (temperature_tenths_celsius > 0),
  oxygen_saturation_percent integer null check (oxygen_saturation_percent between 1 and 100),
  respiratory_rate_per_minute integer null check (respiratory_rate_per_minute > 0),
  reaction_now text null check (reaction_now in ('Resolved', 'AtMostGrade1', 'AboveGrade1')),
  status text not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id text null unique references bedside_check (id),
  reason text null,
  recorded_at text not null check (recorded_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  recorded_by text not null,
  check ((supersedes_id is null) = (reason is null)),
  check (reason is null or length(reason) > 0),
  check (supersedes_id is not null or status = 'Recorded'),
  check (coalesce(pulse_per_minute, temperature_tenths_celsius, oxygen_saturation_percent, respiratory_rate_per_minute) is not null or reaction_now is not null)
) strict;
create index bedside_check_infusion on bedside_check (infusion_id);
create trigger bedside_check_no_update before update on bedside_check begin select raise(abort, 'bedside_check is append-only'); end;
create trigger bedside_check_no_delete before delete on bedside_check begin select raise(abort, 'bedside_check is append-only'); end;

-- A physician's choice for one infusion; the highest revision counts, and without a row the table of its ordinal does.
create table infusion_rate_plan (
  infusion_id text not null references infusion (id),
  revision integer not null check (revision >= 1),
  plan_id text not null,
  plan_version text not null,
  content_sha256 text not null check (length(content_sha256) = 64),
  reason text not null check (length(reason) > 0),
  chosen_at text not null check (chosen_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  chosen_by text not null,
  primary key (infusion_id, revision)
) strict;
create trigger infusion_rate_plan_no_update before update on infusion_rate_plan begin select raise(abort, 'infusion_rate_plan is append-only'); end;
create trigger infusion_rate_plan_no_delete before delete on infusion_rate_plan begin select raise(abort, 'infusion_rate_plan is append-only'); end;

-- What administrators signed about rate tables; the newest entry about exactly this content counts.
create table rate_table_signature (
  id text not null primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
  plan_id text not null,
  plan_version text not null,
  content_sha256 text not null check (length(content_sha256) = 64),
  step text not null check (step in ('Signed', 'Withdrawn')),
  document text null check (length(document) > 0),
  reason text null check (length(reason) > 0),
  signed_by_id text not null references app_user (id),
  signed_by text not null check (length(signed_by) > 0),
  signed_at text not null check (signed_at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
  check ((step = 'Signed') = (document is not null)),
  check ((step = 'Withdrawn') = (reason is not null))
) strict;
create index rate_table_signature_plan on rate_table_signature (plan_id, content_sha256);
create trigger rate_table_signature_no_update before update on rate_table_signature begin select raise(abort, 'rate_table_signature is append-only'); end;
create trigger rate_table_signature_no_delete before delete on rate_table_signature begin select raise(abort, 'rate_table_signature is append-only'); end;
