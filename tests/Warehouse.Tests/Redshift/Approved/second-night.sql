-- opening an attempt
set statement_timeout to 120000;
lock table etl.turn;
select release, held_by, held_reason from etl.heads where pipeline = $1;
select r.id, r.parent, r.pipeline, r.run_id, r.attempt, r.kind, r."snapshot", r.models, r.fingerprint, r.published_at, r.target,
       h.release is not null, h.held_by, h.held_reason
from etl.releases r left join etl.heads h on h.release = r.id
where cast($1 as varchar(128)) is null or r.pipeline = $1
order by r.published_at desc, r.id desc;
select max(attempt) from etl.attempts where run_id = $1 and state = 'active';
select coalesce(max(attempt), 0) from etl.attempts where run_id = $1;
insert into etl.attempts (run_id, attempt, pipeline, run_date, run_key, bundle, state, started_at, ended_at) values ($1, $2, $3, $4, $5, $6, 'active', $7, null);
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- loading a delta
set statement_timeout to 0;
select count(*) from etl.segments where uid = $1;
set statement_timeout to 0;
select count(*) from pg_namespace where nspname = $1;
set statement_timeout to 0;
set statement_timeout to 0;
select count(*) from etl.segments where uid = $1;
select count(*) from pg_namespace where nspname = $1;
create table "raw__daily_metrics"."shop__orders__cccccccccccc" ("id" bigint, "amount" decimal(12,2), "at" timestamp, "gone" boolean, "note" varchar(65535));
copy "raw__daily_metrics"."shop__orders__cccccccccccc" from 's3://bucket/4.parquet.uid1.manifest' iam_role 'arn:aws:iam::123456789012:role/etl' format as parquet manifest;
select count(*), count(*) - count("id"), cast(sum("id") as varchar(64)), cast(null as varchar(64)), count(*) - count("amount"), cast(sum("amount") as varchar(64)), cast(null as varchar(64)), count(*) - count("at"), cast(min("at") as varchar(64)), cast(max("at") as varchar(64)), count(*) - count("gone"), case bool_and("gone") when true then 'true' when false then 'false' end, case bool_or("gone") when true then 'true' when false then 'false' end, count(*) - count("note"), cast(sum(cast(octet_length("note") as bigint)) as varchar(64)), cast(null as varchar(64)) from "raw__daily_metrics"."shop__orders__cccccccccccc";
insert into etl.segments values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- beginning a candidate on two segments
set statement_timeout to 0;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select "snapshot" from etl.releases where id = $1 and pipeline = $2;
select uid, columns from etl.segments where pipeline = $1 and uid in ($2);
set statement_timeout to 120000;
lock table etl.turn;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select "snapshot" from etl.releases where id = $1 and pipeline = $2;
select uid, columns from etl.segments where pipeline = $1 and uid in ($2);
create schema "daily_metrics__dddddddddddd";
create table "daily_metrics__dddddddddddd"."etlmesh__open" (nothing integer);
create view "daily_metrics__dddddddddddd"."source__shop__orders" as
with base as (
  select "id", "amount", "at", "gone", "note", 0 as etlmesh__load from "raw__daily_metrics"."shop__orders__aaaaaaaaaaaa"
), deltas as (
  select "id", "amount", "at", "gone", "note", 1 as etlmesh__load from "raw__daily_metrics"."shop__orders__cccccccccccc"
), touched as (
  select distinct "id", 1 as etlmesh__touched from deltas
), contested as (
  select base."id", base."amount", base."at", base."gone", base."note", base.etlmesh__load from base join touched on touched."id" = base."id"
  union all
  select base."id", base."amount", base."at", base."gone", base."note", base.etlmesh__load from base where base."id" is null
  union all
  select "id", "amount", "at", "gone", "note", etlmesh__load from deltas
), ranked as (
  select "id", "amount", "at", "gone", "note", etlmesh__load, first_value(etlmesh__load) over (partition by "id" order by "at" desc nulls last, etlmesh__load desc rows between unbounded preceding and unbounded following) as etlmesh__winner from contested
)
select "id", "amount", "at", "gone", "note" from (
  select base."id", base."amount", base."at", base."gone", base."note" from base left join touched on touched."id" = base."id" where touched.etlmesh__touched is null and base."id" is not null
  union all
  select "id", "amount", "at", "gone", "note" from ranked where etlmesh__load = etlmesh__winner
) as overlaid
where coalesce("gone", false) = false;
insert into etl.candidates values ($1, $2, $3, $4, $5, $6, $7, null, null, $8, null);
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- building a table with another column
set statement_timeout to 0;
set statement_timeout to 0;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1 and model = $2;
set statement_timeout to 0;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select count(*) from "daily_metrics__dddddddddddd"."etlmesh__open";
set statement_timeout to 0;
create table "daily_metrics__dddddddddddd"."main__fct" as
(
select id, amount, note from "daily_metrics__dddddddddddd"."source__shop__orders"
);
select count(*) from "daily_metrics__dddddddddddd"."main__fct";
insert into etl.models (run_id, attempt, candidate, model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- carrying a model over
set statement_timeout to 0;
set statement_timeout to 0;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1 and model = $2;
set statement_timeout to 0;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select count(*) from "daily_metrics__dddddddddddd"."etlmesh__open";
set statement_timeout to 0;
select models from etl.releases where id = $1 and pipeline = $2;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1 and model = $2;
create view "daily_metrics__dddddddddddd"."finance__report" as select * from "daily_metrics__bbbbbbbbbbbb"."finance__report";
insert into etl.models (run_id, attempt, candidate, model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- sealing and judging
set statement_timeout to 0;
select count(*) from pg_namespace where nspname = $1;
drop table if exists "daily_metrics__dddddddddddd"."etlmesh__open";
set statement_timeout to 120000;
lock table etl.turn;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1;
update etl.candidates set fingerprint = $1, sealed_at = $2 where uid = $3;
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
set statement_timeout to 120000;
lock table etl.turn;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
delete from etl.quality_results where run_id = $1 and attempt = $2;
insert into etl.quality_results (run_id, attempt, "at", check_id, model, severity, status, expected, actual, failing_rows, query, sample) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);
update etl.candidates set verdict = $1 where uid = $2;
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- publishing
set statement_timeout to 120000;
lock table etl.turn;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select release, held_by, held_reason from etl.heads where pipeline = $1;
select r.id, r.parent, r.pipeline, r.run_id, r.attempt, r.kind, r."snapshot", r.models, r.fingerprint, r.published_at, r.target,
       h.release is not null, h.held_by, h.held_reason
from etl.releases r left join etl.heads h on h.release = r.id
where cast($1 as varchar(128)) is null or r.pipeline = $1
order by r.published_at desc, r.id desc;
select count(*) from etl.forbidden_releases where id = $1;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1;
select n.nspname::varchar(128), c.relname::varchar(128), c.relkind = 'v', pg_get_userbyid(c.relowner)::varchar(128)
from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ($1, $2);
select n.nspname::varchar(128), c.relname::varchar(128), a.attname::varchar(128), format_type(a.atttypid, a.atttypmod)::varchar(128)
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ($1, $2) and a.attnum > 0 and not a.attisdropped order by a.attrelid, a.attnum;
select current_user::varchar(128);
select d.description from pg_description d join pg_class c on c.oid = d.objoid join pg_namespace n on n.oid = c.relnamespace
where d.objsubid = 0 and n.nspname = $1 and c.relname = $2;
select privilege_type, identity_type, identity_name, admin_option from svv_relation_privileges
where namespace_name = $1 and relation_name = $2 order by privilege_type, identity_type, identity_name;
select count(*) from etl.heads where pipeline = $1;
update etl.heads set release = $1, held_by = $2, held_reason = $3 where pipeline = $4 and release = $5;
insert into etl.releases values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);
insert into etl.lineage values ($1, $2, $3, $4);
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
drop view "daily_metrics"."codes";
create schema if not exists "daily_metrics";
create schema if not exists "daily_metrics_finance";
drop view "daily_metrics"."fct";
create view "daily_metrics"."fct" as select "id", "amount", "note" from "daily_metrics__dddddddddddd"."main__fct" with no schema binding;
grant select on "daily_metrics"."fct" to public;
create or replace view "daily_metrics_finance"."report" as select "orders" from "daily_metrics__bbbbbbbbbbbb"."finance__report" with no schema binding;

-- closing the attempt
set statement_timeout to 120000;
lock table etl.turn;
update etl.attempts set state = $1, ended_at = $2 where run_id = $3 and attempt = $4 and (state = 'active' or (state = 'abandoned' and ended_at is null));
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

