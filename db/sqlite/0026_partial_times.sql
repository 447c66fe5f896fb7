-- What is known by its day alone says so: its instant is then the first of that day. What follows from other records is no longer kept beside them.
alter table laboratory_result add column collected_time_known integer not null default 1 check (collected_time_known in (0, 1));
alter table adverse_event add column onset_time_known integer not null default 1 check (onset_time_known in (0, 1));
alter table alert add column since_time_known integer not null default 1 check (since_time_known in (0, 1));
alter table hold add column start_time_known integer not null default 1 check (start_time_known in (0, 1));

-- Minute and rate at onset follow from the onset and the steps of the infusion as they stand.
alter table adverse_event drop column onset_minute;
alter table adverse_event drop column rate_at_onset_microlitres_per_hour;
