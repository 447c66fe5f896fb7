-- The infusion as it happens: a start under the skin has no rate, and a rate other than offered keeps what was offered.
create table infusion_step_new (
  id entity_id not null primary key,
  infusion_id entity_id not null references infusion (id),
  kind text collate "C" not null check (kind in ('Premedicated', 'Started', 'RateChanged', 'Interrupted', 'Resumed', 'Ended', 'NotGiven')),
  at instant not null,
  rate_microlitres_per_hour bigint null check (rate_microlitres_per_hour > 0),
  weight_grams bigint null check (weight_grams > 0),
  brand text collate "C" null,
  batch_number text collate "C" null,
  reaction text collate "C" null check (reaction in ('ReactionsRecorded', 'NoReactionObserved', 'NotReported')),
  reason text collate "C" null,
  supersedes_id entity_id null unique references infusion_step_new (id),
  correction_reason text collate "C" null,
  taken_over boolean not null,
  time_known boolean not null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  route text collate "C" null check (route in ('Intravenous', 'Subcutaneous')),
  flat_dose_micrograms bigint null check (flat_dose_micrograms > 0),
  offered_rate_microlitres_per_hour bigint null check (offered_rate_microlitres_per_hour > 0),
  check (kind <> 'Ended' or reaction is not null),
  check (kind not in ('Started', 'RateChanged', 'Resumed') or rate_microlitres_per_hour is not null or taken_over or coalesce(route, '') = 'Subcutaneous'),
  check (kind not in ('Interrupted', 'NotGiven') or length(reason) > 0),
  check ((supersedes_id is null) = (correction_reason is null)),
  check (correction_reason is null or length(correction_reason) > 0),
  check (route is null or kind = 'Started'),
  check (coalesce(route, '') <> 'Subcutaneous' or rate_microlitres_per_hour is null),
  check (flat_dose_micrograms is null or coalesce(route, '') = 'Subcutaneous')
);
insert into infusion_step_new
  select id, infusion_id, kind, at, rate_microlitres_per_hour, weight_grams, brand, batch_number, reaction, reason, supersedes_id, correction_reason, taken_over, time_known, recorded_at, recorded_by,
    case when kind = 'Started' then 'Intravenous' end, null, null
  from infusion_step;
create table premedication_new (
  step_id entity_id not null references infusion_step_new (id),
  position bigint not null check (position >= 1),
  infusion_id entity_id not null references infusion (id),
  drug text collate "C" not null,
  dose_micrograms bigint null check (dose_micrograms > 0),
  route text collate "C" null check (route in ('Oral', 'Intravenous')),
  given_at instant not null,
  primary key (step_id, position)
);
insert into premedication_new
  select step_id, position, infusion_id, drug, dose_micrograms, route, given_at from premedication;
drop table premedication;
drop table infusion_step;
alter table infusion_step_new rename to infusion_step;
alter table premedication_new rename to premedication;
create index infusion_step_infusion on infusion_step (infusion_id);
create index premedication_infusion on premedication (infusion_id);
create trigger infusion_step_append_only before update or delete or truncate on infusion_step
for each statement execute function refuse_change();
create trigger premedication_append_only before update or delete or truncate on premedication
for each statement execute function refuse_change();

alter table infusion_state add column route text collate "C" not null default 'Intravenous' check (route in ('Intravenous', 'Subcutaneous'));
alter table infusion_state add column flat_dose_micrograms bigint null check (flat_dose_micrograms > 0);

-- One look at the patient during an infusion. The blood pressure has a table of its own.
create table bedside_check (
  id entity_id not null primary key,
  infusion_id entity_id not null references infusion (id),
  at instant not null,
  pulse_per_minute bigint null check (pulse_per_minute > 0),
  temperature_tenths_celsius bigint null check (temperature_tenths_celsius > 0),
  oxygen_saturation_percent bigint null check (oxygen_saturation_percent between 1 and 100),
  respiratory_rate_per_minute bigint null check (respiratory_rate_per_minute > 0),
  reaction_now text collate "C" null check (reaction_now in ('Resolved', 'AtMostGrade1', 'AboveGrade1')),
  status text collate "C" not null check (status in ('Recorded', 'EnteredInError')),
  supersedes_id entity_id null unique references bedside_check (id),
  reason text collate "C" null,
  recorded_at instant not null,
  recorded_by text collate "C" not null,
  check ((supersedes_id is null) = (reason is null)),
  check (reason is null or length(reason) > 0),
  check (supersedes_id is not null or status = 'Recorded'),
  check (coalesce(pulse_per_minute, temperature_tenths_celsius, oxygen_saturation_percent, respiratory_rate_per_minute) is not null or reaction_now is not null)
);
create index bedside_check_infusion on bedside_check (infusion_id);
create trigger bedside_check_append_only before update or delete or truncate on bedside_check
for each statement execute function refuse_change();

-- A physician's choice for one infusion; the highest revision counts, and without a row the table of its ordinal does.
create table infusion_rate_plan (
  infusion_id entity_id not null references infusion (id),
  revision bigint not null check (revision >= 1),
  plan_id text collate "C" not null,
  plan_version text collate "C" not null,
  content_sha256 text collate "C" not null check (length(content_sha256) = 64),
  reason text collate "C" not null check (length(reason) > 0),
  chosen_at instant not null,
  chosen_by text collate "C" not null,
  primary key (infusion_id, revision)
);
create trigger infusion_rate_plan_append_only before update or delete or truncate on infusion_rate_plan
for each statement execute function refuse_change();

-- What administrators signed about rate tables; the newest entry about exactly this content counts.
create table rate_table_signature (
  id entity_id not null primary key,
  plan_id text collate "C" not null,
  plan_version text collate "C" not null,
  content_sha256 text collate "C" not null check (length(content_sha256) = 64),
  step text collate "C" not null check (step in ('Signed', 'Withdrawn')),
  document text collate "C" null check (length(document) > 0),
  reason text collate "C" null check (length(reason) > 0),
  signed_by_id entity_id not null references app_user (id),
  signed_by text collate "C" not null check (length(signed_by) > 0),
  signed_at instant not null,
  check ((step = 'Signed') = (document is not null)),
  check ((step = 'Withdrawn') = (reason is not null))
);
create index rate_table_signature_plan on rate_table_signature (plan_id, content_sha256);
create trigger rate_table_signature_append_only before update or delete or truncate on rate_table_signature
for each statement execute function refuse_change();
