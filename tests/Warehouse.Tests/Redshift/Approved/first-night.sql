-- the schema etl
set statement_timeout to 0;
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2;
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2;
create schema if not exists etl;
create table if not exists etl.schema_version (version integer not null, "at" timestamptz not null);
create table etl.turn (nothing integer);
create table etl.attempts (run_id varchar(128) not null, attempt integer not null, pipeline varchar(128) not null, run_date date not null, run_key varchar(1024) not null, bundle varchar(128) not null, state varchar(128) not null, started_at timestamptz not null, ended_at timestamptz);
create table etl.segments (uid varchar(128) not null, pipeline varchar(128) not null, source varchar(128) not null, table_name varchar(128) not null, run_id varchar(128) not null, attempt integer not null, rows bigint not null, bytes bigint not null, hi varchar(1024), columns varchar(65535) not null, manifest varchar(1024), accepted_at timestamptz not null, is_full boolean not null);
create table etl.candidates (uid varchar(128) not null, pipeline varchar(128) not null, run_id varchar(128) not null, attempt integer not null, parent varchar(128), bundle varchar(128) not null, "snapshot" varchar(65535) not null, fingerprint varchar(128), verdict varchar(65535), begun_at timestamptz not null, sealed_at timestamptz);
create table etl.models (run_id varchar(128) not null, attempt integer not null, model varchar(128) not null, uid varchar(128) not null, rows bigint, seconds double precision not null, compiled_sql varchar(65535) not null, candidate varchar(128) not null, schema_name varchar(128) not null, alias varchar(128) not null, materialization varchar(128) not null);
create table etl.releases (id varchar(128) not null, parent varchar(128), pipeline varchar(128) not null, run_id varchar(128) not null, attempt integer not null, kind varchar(128) not null, "snapshot" varchar(65535) not null, models varchar(65535) not null, fingerprint varchar(128) not null, verdict varchar(65535), published_at timestamptz not null, target varchar(128), readers varchar(65535) not null);
create table etl.forbidden_releases (id varchar(128) not null, "at" timestamptz not null);
create table etl.heads (pipeline varchar(128) not null, release varchar(128), held_by varchar(1024), held_reason varchar(65535));
create table etl.quality_results (run_id varchar(128) not null, attempt integer not null, check_id varchar(1024) not null, model varchar(128) not null, severity varchar(128) not null, status varchar(128) not null, expected varchar(65535) not null, actual varchar(65535) not null, failing_rows bigint not null, query varchar(65535) not null, sample varchar(65535) not null, "at" timestamptz not null);
create table etl.quarantine (pipeline varchar(128), table_name varchar(256), run_id varchar(128), attempt integer, object varchar(65535), line bigint, reason varchar(65535), record varchar(65535), quarantine_object varchar(1024));
create table etl.lineage (release varchar(128) not null, from_node varchar(1024) not null, to_node varchar(1024) not null, kind varchar(128) not null);
create table etl.audit_log ("at" timestamptz not null, run_id varchar(128), attempt integer, stage varchar(128) not null, actor varchar(1024) not null, action varchar(128) not null, rows bigint, bytes bigint, detail varchar(65535));
insert into etl.schema_version values ($1, $2);

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

-- loading a segment
set statement_timeout to 0;
select count(*) from etl.segments where uid = $1;
set statement_timeout to 0;
select count(*) from pg_namespace where nspname = $1;
create schema "raw__daily_metrics";
set statement_timeout to 0;
set statement_timeout to 0;
select count(*) from etl.segments where uid = $1;
select count(*) from pg_namespace where nspname = $1;
create table "raw__daily_metrics"."shop__orders__aaaaaaaaaaaa" ("id" bigint, "amount" decimal(12,2), "at" timestamp, "gone" boolean, "note" varchar(65535));
copy "raw__daily_metrics"."shop__orders__aaaaaaaaaaaa" from 's3://bucket/1.parquet.uid1.manifest' iam_role 'arn:aws:iam::123456789012:role/etl' format as parquet manifest;
select count(*), count(*) - count("id"), cast(sum("id") as varchar(64)), cast(null as varchar(64)), count(*) - count("amount"), cast(sum("amount") as varchar(64)), cast(null as varchar(64)), count(*) - count("at"), cast(min("at") as varchar(64)), cast(max("at") as varchar(64)), count(*) - count("gone"), case bool_and("gone") when true then 'true' when false then 'false' end, case bool_or("gone") when true then 'true' when false then 'false' end, count(*) - count("note"), cast(sum(cast(octet_length("note") as bigint)) as varchar(64)), cast(null as varchar(64)) from "raw__daily_metrics"."shop__orders__aaaaaaaaaaaa";
insert into etl.segments values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- loading it again
set statement_timeout to 0;
select count(*) from etl.segments where uid = $1;
select count(*), count(*) - count("id"), cast(sum("id") as varchar(64)), cast(null as varchar(64)) from "raw__daily_metrics"."shop__orders__aaaaaaaaaaaa";

-- indexing a quarantine object
set statement_timeout to 120000;
lock table etl.turn;
delete from etl.quarantine where quarantine_object = $1;
copy etl.quarantine from 's3://bucket/3.parquet.uid2.manifest' iam_role 'arn:aws:iam::123456789012:role/etl' format as parquet manifest;

-- beginning a candidate
set statement_timeout to 0;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select "snapshot" from etl.releases where id = $1 and pipeline = $2;
select uid, columns from etl.segments where pipeline = $1 and uid in ($2);
set statement_timeout to 120000;
lock table etl.turn;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select "snapshot" from etl.releases where id = $1 and pipeline = $2;
select uid, columns from etl.segments where pipeline = $1 and uid in ($2);
create schema "daily_metrics__bbbbbbbbbbbb";
create table "daily_metrics__bbbbbbbbbbbb"."etlmesh__open" (nothing integer);
create view "daily_metrics__bbbbbbbbbbbb"."source__shop__orders" as
select "id", "amount", "at", "gone", "note" from (
select "id", "amount", "at", "gone", "note" from "raw__daily_metrics"."shop__orders__aaaaaaaaaaaa"
) as overlaid
where coalesce("gone", false) = false;
insert into etl.candidates values ($1, $2, $3, $4, $5, $6, $7, null, null, $8, null);
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- building a table
set statement_timeout to 0;
set statement_timeout to 0;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1 and model = $2;
set statement_timeout to 0;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select count(*) from "daily_metrics__bbbbbbbbbbbb"."etlmesh__open";
set statement_timeout to 0;
create table "daily_metrics__bbbbbbbbbbbb"."main__fct" as
(
select id, amount from "daily_metrics__bbbbbbbbbbbb"."source__shop__orders"
);
select count(*) from "daily_metrics__bbbbbbbbbbbb"."main__fct";
insert into etl.models (run_id, attempt, candidate, model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- building a view
set statement_timeout to 0;
set statement_timeout to 0;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1 and model = $2;
set statement_timeout to 0;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select count(*) from "daily_metrics__bbbbbbbbbbbb"."etlmesh__open";
set statement_timeout to 0;
create view "daily_metrics__bbbbbbbbbbbb"."finance__report" as
(
select count(*) as orders from "daily_metrics__bbbbbbbbbbbb"."main__fct"
);
insert into etl.models (run_id, attempt, candidate, model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- loading a seed
set statement_timeout to 0;
set statement_timeout to 0;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1 and model = $2;
set statement_timeout to 0;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where uid = $1;
select count(*) from "daily_metrics__bbbbbbbbbbbb"."etlmesh__open";
set statement_timeout to 0;
create table "daily_metrics__bbbbbbbbbbbb"."main__codes" ("code" bigint, "name" varchar(65535));
insert into "daily_metrics__bbbbbbbbbbbb"."main__codes" values (cast($1 as bigint), cast($2 as varchar(65535))), (cast($3 as bigint), cast($4 as varchar(65535)));
select count(*) from "daily_metrics__bbbbbbbbbbbb"."main__codes";
insert into etl.models (run_id, attempt, candidate, model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- running a check
set statement_timeout to 0;
select * from (
select 1 as one
) as failing;
select count(*) from (
select 1 as one
) as failing;
select * from (
select 1 as one
) as failing("one") limit 5;

-- keeping failing rows
set statement_timeout to 0;
select count(*) from pg_namespace where nspname = $1;
create schema "failures__daily_metrics";
set statement_timeout to 0;
select count(*) from pg_namespace where nspname = $1;
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2;
select * from (
select 1 as one
) as failing;
create table "failures__daily_metrics"."positive__uid3" as select * from (
select 1 as one
) as failing("one") limit 10;
select count(*) from "failures__daily_metrics"."positive__uid3";

-- sealing and judging
set statement_timeout to 0;
select count(*) from pg_namespace where nspname = $1;
drop table if exists "daily_metrics__bbbbbbbbbbbb"."etlmesh__open";
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
where n.nspname in ($1) and a.attnum > 0 and not a.attisdropped order by a.attrelid, a.attnum;
select current_user::varchar(128);
select count(*) from etl.heads where pipeline = $1;
insert into etl.heads (pipeline) values ($1);
update etl.heads set release = $1, held_by = $2, held_reason = $3 where pipeline = $4 and release is null;
insert into etl.releases values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);
insert into etl.lineage values ($1, $2, $3, $4);
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
create schema if not exists "daily_metrics";
grant usage on schema "daily_metrics" to public;
create schema if not exists "daily_metrics_finance";
grant usage on schema "daily_metrics_finance" to public;
create view "daily_metrics"."codes" as select "code", "name" from "daily_metrics__bbbbbbbbbbbb"."main__codes" with no schema binding;
grant select on "daily_metrics"."codes" to public;
create view "daily_metrics"."fct" as select "id", "amount" from "daily_metrics__bbbbbbbbbbbb"."main__fct" with no schema binding;
grant select on "daily_metrics"."fct" to public;
create view "daily_metrics_finance"."report" as select "orders" from "daily_metrics__bbbbbbbbbbbb"."finance__report" with no schema binding;
grant select on "daily_metrics_finance"."report" to public;

-- closing the attempt
set statement_timeout to 120000;
lock table etl.turn;
update etl.attempts set state = $1, ended_at = $2 where run_id = $3 and attempt = $4 and (state = 'active' or (state = 'abandoned' and ended_at is null));
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

