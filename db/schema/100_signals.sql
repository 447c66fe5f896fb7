-- Streams, their counts, and the signals raised from them.

-- The newest row of a stream counts. A stream that is no longer on the board has a last row that says so.
create append_only table stream_definition (
  seq identity primary key,
  position integer not null,
  regimen code of Regimen not null,
  llt_code text not null,
  basis code of EventBasis not null,
  band code of GradeBand ('Any', 'GradeAtLeast3') not null,
  on_board integer not null check (on_board in (0, 1)),
  -- A row of the ledger, as its file says: a replay judges by it without loading it. Its figures are kept here.
  reference_id text,
  ledger_version text,
  reference_events integer,
  reference_patients integer,
  follow_up_months text,
  gap code of ComparabilityGap,
  margin_thousandths integer not null check (margin_thousandths between 500 and 5000),
  minimum_patients integer not null check (minimum_patients between 1 and 1000),
  recorded_at instant not null,
  recorded_by text not null,
  reason text,
  route code of InfusionRoute not null default 'Intravenous',
  -- How the definition gathers evidence, and what its time at risk is judged by.
  method code of EvidenceMethod not null default 'SameAsTrial',
  spread_thousandths integer not null default 0 check (spread_thousandths between 0 and 1000),
  is_primary integer not null default 1 check (is_primary in (0, 1)),
  treatment_months text,
  treatment_cut text,
  first_infusion_part text,
  first_infusions integer check (first_infusions > 0),
  may_rise integer not null default 0 check (may_rise in (0, 1)),
  check ((reference_id is null) = (reference_events is null)),
  check ((reference_id is null) = (reference_patients is null))
);

-- Each time a line began anew. A line without any is in its first epoch, number 0.
create append_only table stream_epoch (
  stream_key text not null check (length(stream_key) > 0),
  number integer not null check (number >= 1),
  begins_at instant not null,
  cause code of EpochCause not null,
  -- What the epochs before were worked out by, and are for ever. Closing a signal changes no definition.
  ended_definition integer references stream_definition (seq),
  audit_seq integer not null references audit_entry (seq),
  primary key (stream_key, number),
  check ((cause = 'SignalClosed') = (ended_definition is null))
);

-- What a course adds to each stream of the board; of a course and stream the newest row counts.
create append_only table tally_change (
  seq identity primary key,
  course_id entity_id not null references course (id),
  patient_id entity_id not null references patient (id),
  regimen code of Regimen not null,
  llt_code text not null,
  basis code of EventBasis not null,
  band code of GradeBand ('Any', 'GradeAtLeast3') not null,
  route code of InfusionRoute not null default 'Intravenous',
  -- Null = the course adds nothing to this stream any more.
  status code of TallyStatus,
  first_infusion_at instant not null,
  recorded_at instant not null,
  -- Who has been treated for a week says less than who was followed to the end: every line keeps how long its patients
  -- are at risk and when the first event came. Nothing of it depends on today.
  window_ends_at instant,
  first_event_at instant,
  -- Of infusion-reaction lines: infusions received, and the infusion of the first event.
  infusions integer check (infusions >= 0),
  event_infusion integer check (event_infusion > 0)
);
create index tally_change_of on tally_change (course_id, llt_code, basis, band, route, seq);

-- What each course adds now.
create view course_tally as
select course_id, patient_id, regimen, llt_code, basis, band, route, status, first_infusion_at, window_ends_at,
  first_event_at, infusions, event_infusion, seq
from tally_change t
where status is not null and seq = (
  select max(newer.seq) from tally_change newer
  where newer.course_id = t.course_id and newer.llt_code = t.llt_code and newer.basis = t.basis and newer.band = t.band
    and newer.route = t.route);

-- By which way of counting the counts were taken; by another they are taken anew.
create table tally_stamp (
  id integer not null primary key check (id = 1),
  counted_by text not null
);

-- Until when silence about a patient is an observation. It moves with every record, so that it is kept once and not in
-- every line.
create append_only table patient_contact (
  seq identity primary key,
  patient_id entity_id not null references patient (id),
  regimen code of Regimen not null,
  -- Null = as long as the window lasts.
  known_until instant,
  recorded_at instant not null
);
create index patient_contact_of on patient_contact (patient_id, regimen, seq);

-- What the unit decided about its evidence: the method, the spread between units of some lines, the lines that alone
-- may raise a signal.
create append_only table evidence_decision (
  position integer not null primary key check (position >= 1),
  kind code of EvidenceDecisionKind not null,
  -- Keys of the lines: whose spread it is, or which are primary (none = all may raise a signal). Null = all lines.
  stream_keys json_array,
  spread_thousandths integer check (spread_thousandths between 10 and 600),
  signed integer not null check (signed in (0, 1)),
  -- What the person saw before.
  preview_json json_text not null,
  reason text not null check (length(reason) between 1 and 2000),
  decided_at instant not null,
  decided_by_id entity_id references app_user (id),
  decided_by text not null check (length(decided_by) > 0),
  audit_seq integer not null unique references audit_entry (seq),
  check ((kind = 'Method') = (stream_keys is null)),
  check ((kind = 'Spread') = (spread_thousandths is not null)),
  check (kind = 'Spread' or signed = 1)
);

-- Which lines serve as controls of how the unit records. The highest revision counts. Information only: no state
-- follows from it.
create append_only table control_choice (
  regimen code of Regimen not null,
  revision integer not null check (revision >= 1),
  -- Keys of streams, one a line.
  streams text not null check (length(streams) > 0),
  patients_begun integer not null check (patients_begun >= 0),
  reason text not null check (length(reason) > 0),
  signed_at instant not null,
  signed_by_id entity_id not null references app_user (id),
  signed_by text not null,
  primary key (regimen, revision)
);

-- Latched: raised once per stream and epoch.
create append_only table signal (
  id entity_id primary key,
  stream_key text not null check (length(stream_key) > 0),
  regimen code of Regimen not null,
  llt_code text not null check (length(llt_code) > 0),
  basis code of EventBasis not null,
  band code of GradeBand ('Any', 'GradeAtLeast3') not null,
  epoch integer not null check (epoch >= 0),
  raised_at instant not null,
  reference_id text,
  reference_version text,
  patients integer not null check (patients >= 1),
  patients_with_event integer not null check (patients_with_event >= 0),
  ln_closed finite_real not null,
  snapshot json_text not null,
  route code of InfusionRoute not null default 'Intravenous',
  unique (stream_key, epoch),
  check (patients_with_event <= patients)
);

-- The highest ordinal says how the signal stands. The number of the audit entry orders what several people did.
create append_only table signal_step (
  id entity_id primary key,
  signal_id entity_id not null references signal (id),
  ordinal integer not null check (ordinal >= 1),
  kind code of SignalStepKind not null,
  status code of SignalStatus not null,
  at instant not null,
  by_id entity_id references app_user (id),
  by_name text not null check (length(by_name) > 0),
  reason text not null check (length(reason) between 1 and 2000),
  action text check (length(action) between 1 and 2000),
  audit_seq integer not null unique references audit_entry (seq),
  unique (signal_id, ordinal),
  check ((kind = 'Raised') = (ordinal = 1)),
  check (kind = status or kind = 'Reinstated'),
  check ((kind = 'ClosedWithAction') = (action is not null)),
  check ((kind in ('Raised', 'Withdrawn', 'Reinstated')) = (by_id is null))
);
create unique index signal_step_closed_once on signal_step (signal_id) where kind = 'ClosedWithAction';

create append_only table signal_comment (
  id entity_id primary key,
  signal_id entity_id not null references signal (id),
  at instant not null,
  by_id entity_id not null references app_user (id),
  by_name text not null check (length(by_name) > 0),
  words text not null check (length(words) between 1 and 2000),
  audit_seq integer not null unique references audit_entry (seq)
);
create index signal_comment_signal on signal_comment (signal_id);

-- An officer has seen everything up to seen_seq, the newest audit number of the list that was read.
create append_only table signal_review (
  audit_seq integer not null primary key references audit_entry (seq),
  officer_id entity_id not null references app_user (id),
  officer_name text not null check (length(officer_name) > 0),
  reviewed_at instant not null,
  seen_seq integer not null check (seen_seq >= 0),
  check (seen_seq < audit_seq)
);
create index signal_review_officer on signal_review (officer_id, audit_seq);
