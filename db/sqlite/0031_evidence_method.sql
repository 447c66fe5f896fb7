-- How each definition gathers evidence, and what its time at risk is judged by. Definitions from before this script knew no spread
-- between units.
alter table stream_definition add column method text not null default 'SameAsTrial' check (method in ('SameAsTrial', 'SpreadBetweenUnits'));
alter table stream_definition add column spread_thousandths integer not null default 0 check (spread_thousandths between 0 and 1000);
alter table stream_definition add column is_primary integer not null default 1 check (is_primary in (0, 1));
alter table stream_definition add column treatment_months text null;
alter table stream_definition add column treatment_cut text null;
alter table stream_definition add column first_infusion_part text null;
alter table stream_definition add column first_infusions integer null check (first_infusions > 0);
alter table stream_definition add column may_rise integer not null default 0 check (may_rise in (0, 1));
