namespace EtlMesh.Warehouse.Tests.Redshift;

/// <summary>The list that every statement of every test of this folder is held against.</summary>
public sealed class DenyListTests
{
    [Theory]
    [InlineData("insert into t values (1) on conflict do nothing")]
    [InlineData("insert into t values (1) returning id")]
    [InlineData("create table t (a jsonb)")]
    [InlineData("select * from t for update skip locked")]
    [InlineData("truncate table t")]
    [InlineData("select pg_advisory_xact_lock(1)")]
    [InlineData("select i from generate_series(1, 3) as t(i)")]
    [InlineData("select count(*) filter (where a) from t")]
    [InlineData("select * from t, lateral (select 1) as l")]
    [InlineData("select distinct on (a) a, b from t")]
    [InlineData("select a is not distinct from b from t")]
    [InlineData("alter table t add constraint c unique (a) deferrable initially deferred")]
    [InlineData("select * from t where a = any($1)")]
    [InlineData("select * from (values (1), (2)) as t(a)")]
    [InlineData("select exists (select from t)")]
    [InlineData("select a::text from t")]
    [InlineData("select cast(a as varchar) from t")]
    [InlineData("select snapshot from etl.releases")]
    [InlineData("select first_value(a) over (partition by b order by c) from t")]
    [InlineData("set local lock_timeout = '2s'")]
    [InlineData("with a as materialized (select 1) select * from a")]
    [InlineData("create index i on t (a)")]
    [InlineData("create table t (a integer primary key)")]
    [InlineData("analyze t")]
    public void NotForRedshift_IsFound(string sql) => Assert.Throws<InvalidOperationException>(() => DenyList.Check(sql));

    [Theory]
    [InlineData("select 'on conflict', \"snapshot\", \"truncate\" from t")]
    [InlineData("select cast(a as varchar(64)), b::varchar(128) from t")]
    [InlineData("insert into t values ($1), ($2)")]
    [InlineData("select first_value(a) over (partition by b order by c desc nulls last rows between unbounded preceding and unbounded following) from t")]
    [InlineData("create or replace view v as select a from t with no schema binding")]
    [InlineData("select a from t where gone is not true")]
    public void ForRedshift_Passes(string sql) => DenyList.Check(sql);
}
