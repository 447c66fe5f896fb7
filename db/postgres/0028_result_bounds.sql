-- A result may be a bound: <0.1 is stored as its number and its sign, and decides only what every true value behind it decides.
alter table laboratory_result add column value_bound text not null default 'Exact' check (value_bound in ('Below', 'AtMost', 'Exact', 'AtLeast', 'Above'));
