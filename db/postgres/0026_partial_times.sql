-- What is known by its day alone says so: its instant is then the first of that day. What follows from other records is no longer kept beside them.
alter table laboratory_result add column collected_time_known boolean not null default true;
alter table adverse_event add column onset_time_known boolean not null default true;
alter table alert add column since_time_known boolean not null default true;
alter table hold add column start_time_known boolean not null default true;

-- Minute and rate at onset follow from the onset and the steps of the infusion as they stand.
alter table adverse_event drop column onset_minute;
alter table adverse_event drop column rate_at_onset_microlitres_per_hour;
