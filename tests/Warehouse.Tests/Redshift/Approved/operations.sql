-- listing releases
set statement_timeout to 0;
select r.id, r.parent, r.pipeline, r.run_id, r.attempt, r.kind, r."snapshot", r.models, r.fingerprint, r.published_at, r.target,
       h.release is not null, h.held_by, h.held_reason
from etl.releases r left join etl.heads h on h.release = r.id
where cast($1 as varchar(128)) is null or r.pipeline = $1
order by r.published_at desc, r.id desc;

-- asking for the head
set statement_timeout to 0;
select release, held_by, held_reason from etl.heads where pipeline = $1;
select r.id, r.parent, r.pipeline, r.run_id, r.attempt, r.kind, r."snapshot", r.models, r.fingerprint, r.published_at, r.target,
       h.release is not null, h.held_by, h.held_reason
from etl.releases r left join etl.heads h on h.release = r.id
where cast($1 as varchar(128)) is null or r.pipeline = $1
order by r.published_at desc, r.id desc;

-- reverting
set statement_timeout to 120000;
lock table etl.turn;
select release, held_by, held_reason from etl.heads where pipeline = $1;
select r.id, r.parent, r.pipeline, r.run_id, r.attempt, r.kind, r."snapshot", r.models, r.fingerprint, r.published_at, r.target,
       h.release is not null, h.held_by, h.held_reason
from etl.releases r left join etl.heads h on h.release = r.id
where cast($1 as varchar(128)) is null or r.pipeline = $1
order by r.published_at desc, r.id desc;
select count(*) from etl.forbidden_releases where id = $1;
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2;
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2;
select verdict, readers from etl.releases where id = $1;
select n.nspname::varchar(128), c.relname::varchar(128), c.relkind = 'v', pg_get_userbyid(c.relowner)::varchar(128)
from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ($1);
select n.nspname::varchar(128), c.relname::varchar(128), a.attname::varchar(128), format_type(a.atttypid, a.atttypmod)::varchar(128)
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ($1, $2) and a.attnum > 0 and not a.attisdropped order by a.attrelid, a.attnum;
select current_user::varchar(128);
select count(*) from etl.heads where pipeline = $1;
update etl.heads set release = $1, held_by = $2, held_reason = $3 where pipeline = $4 and release = $5;
insert into etl.releases values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
create schema if not exists "daily_metrics";
create or replace view "daily_metrics"."fct" as select "total" from "daily_metrics__uid1"."main__fct" with no schema binding;
create or replace view "daily_metrics"."stg" as select "id", "amount" from "daily_metrics__uid1"."main__stg" with no schema binding;

-- resuming
set statement_timeout to 120000;
lock table etl.turn;
update etl.heads set held_by = null, held_reason = null where pipeline = $1 and held_by is not null;
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- giving a release up
set statement_timeout to 120000;
lock table etl.turn;
select count(*) from etl.releases where id = $1;
select count(*) from etl.forbidden_releases where id = $1;
insert into etl.forbidden_releases values ($1, $2);

-- reading check results
set statement_timeout to 0;
select check_id, model, severity, status, expected, actual, failing_rows, query, sample from etl.quality_results where run_id = $1 and attempt = $2;

-- finding an attempt
set statement_timeout to 0;
select run_id, attempt, pipeline, run_date, run_key, bundle, state, started_at, ended_at from etl.attempts where run_id = $1 and attempt = $2;

-- looking for abandoned attempts
set statement_timeout to 0;
select run_id, attempt, pipeline, run_date, run_key, bundle, state, started_at, ended_at from etl.attempts where state = 'abandoned' and ended_at is null order by started_at;

-- discarding checks
set statement_timeout to 120000;
lock table etl.turn;
select count(*) from etl.releases where run_id = $1 and attempt = $2 and kind <> 'revert';
select pipeline from etl.attempts where run_id = $1 and attempt = $2;
select c.relname::varchar(128), c.relkind = 'v' from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p', 'v') order by c.relkind desc, c.relname;
select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1)
     + (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1);
select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1)
     + (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1);
drop schema if exists "failures__daily_metrics";
delete from etl.quality_results where run_id = $1 and attempt = $2;
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- discarding candidates
set statement_timeout to 120000;
lock table etl.turn;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where run_id = $1 and attempt = $2 order by begun_at desc;
select count(*) from etl.releases where run_id = $1 and attempt = $2 and kind <> 'revert';
select c.relname::varchar(128), c.relkind = 'v' from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p', 'v') order by c.relkind desc, c.relname;
drop view if exists "daily_metrics__uid2"."main__fct", "daily_metrics__uid2"."source__shop__orders";
drop table if exists "daily_metrics__uid2"."main__stg";
drop schema if exists "daily_metrics__uid2";
delete from etl.models where candidate = $1;
delete from etl.candidates where uid = $1;
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- discarding segments
set statement_timeout to 120000;
lock table etl.turn;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where run_id = $1 and attempt = $2 order by begun_at desc;
select count(*) from etl.releases where run_id = $1 and attempt = $2 and kind <> 'revert';
select uid, pipeline, source, table_name, run_id, attempt from etl.segments where run_id = $1 and attempt = $2;
select c.relname::varchar(128), c.relkind = 'v' from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p', 'v') order by c.relkind desc, c.relname;
drop table if exists "raw__daily_metrics"."shop__orders__uid3";
delete from etl.segments where uid = $1;
select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1)
     + (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1);
delete from etl.quarantine where run_id = $1 and attempt = $2;
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- sweeping
set statement_timeout to 0;
select uid, pipeline, run_id, attempt, parent, bundle, "snapshot", fingerprint, verdict from etl.candidates where pipeline = $1 order by begun_at desc;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1;
select model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql from etl.models where candidate = $1;
select run_id, attempt from etl.attempts where pipeline = $1 and (ended_at is null or (state <> 'completed' and ended_at > $2));
select release, held_by, held_reason from etl.heads where pipeline = $1;
select r.id, r.parent, r.pipeline, r.run_id, r.attempt, r.kind, r."snapshot", r.models, r.fingerprint, r.published_at, r.target,
       h.release is not null, h.held_by, h.held_reason
from etl.releases r left join etl.heads h on h.release = r.id
where cast($1 as varchar(128)) is null or r.pipeline = $1
order by r.published_at desc, r.id desc;
select uid, pipeline, source, table_name, run_id, attempt from etl.segments where pipeline = $1;
set statement_timeout to 120000;
lock table etl.turn;
select c.relname::varchar(128), c.relkind = 'v' from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p', 'v') order by c.relkind desc, c.relname;
drop view if exists "daily_metrics__uid4"."main__fct", "daily_metrics__uid4"."source__shop__orders";
drop table if exists "daily_metrics__uid4"."main__stg";
drop schema if exists "daily_metrics__uid4";
delete from etl.models where candidate = $1;
delete from etl.candidates where uid = $1;
set statement_timeout to 120000;
lock table etl.turn;
select c.relname::varchar(128), c.relkind = 'v' from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p', 'v') order by c.relkind desc, c.relname;
drop table if exists "raw__daily_metrics"."shop__orders__uid5";
delete from etl.segments where uid = $1;
set statement_timeout to 120000;
lock table etl.turn;
set statement_timeout to 120000;
lock table etl.turn;
select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1)
     + (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1);
select c.relname::varchar(128), c.relkind = 'v' from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p', 'v') order by c.relkind desc, c.relname;
select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1)
     + (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1);
select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1)
     + (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1);
drop schema if exists "failures__daily_metrics";
set statement_timeout to 120000;
lock table etl.turn;
insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

