using EtlMesh.Contracts;
using EtlMesh.Warehouse.Postgres;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class ViewPlanTests(PostgresTests server) : IAsyncLifetime
{
    private readonly string reader = "reader_" + Uid.New();
    private PostgresTestWarehouse warehouse = null!;
    private int nights;

    public async Task InitializeAsync()
    {
        warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.ExecuteAsync($"create role {reader}");
    }

    public async Task DisposeAsync() => await warehouse.DisposeAsync();

    [Fact]
    public void Script_WaitsLessThanADeadlockTakes() => Assert.Equal(
        """
        do $etlmesh$
        declare
          patience constant interval := least(current_setting('deadlock_timeout')::interval / 2, interval '400 milliseconds');
          give_up constant timestamptz := clock_timestamp() + patience;
          statement text;
        begin
          foreach statement in array array[
            'alter view "p"."a" owner to "etl"',
            'create or replace view "p"."a" as select "o''clock" from "p__1"."main__a"'
          ]::text[] loop
            perform set_config('lock_timeout', greatest(1, (extract(epoch from give_up - clock_timestamp()) * 1000)::integer)::text, true);
            execute statement;
          end loop;
        end
        $etlmesh$
        """,
        ViewPlan.Script(["alter view \"p\".\"a\" owner to \"etl\""], ["create or replace view \"p\".\"a\" as select \"o'clock\" from \"p__1\".\"main__a\""]));

    [Fact]
    public async Task Views_NewCompatibleAndChanged_HaveTheirStatements()
    {
        Assert.Equal(
            [
                "create schema \"daily_metrics\"",
                $"grant usage on schema \"daily_metrics\" to \"{reader}\"",
                "create view \"daily_metrics\".\"fct\" as select total from \"c1\".\"main__fct\"",
                $"grant select on \"daily_metrics\".\"fct\" to \"{reader}\"",
            ],
            await PlanAsync("select 1::bigint as total"));
        Assert.Equal(["create or replace view \"daily_metrics\".\"fct\" as select total, note from \"c2\".\"main__fct\""], await PlanAsync("select 1::bigint as total, 'a' as note"));
        await warehouse.ExecuteAsync("alter view daily_metrics.fct set (security_barrier = true)");
        Assert.Equal(
            [
                "drop view \"daily_metrics\".\"fct\"",
                "create view \"daily_metrics\".\"fct\" with (security_barrier=true) as select total from \"c3\".\"main__fct\"",
                $"grant SELECT on \"daily_metrics\".\"fct\" to {reader}",
                "alter view \"daily_metrics\".\"fct\" owner to \"postgres\"",
            ],
            await PlanAsync("select 1::numeric(12,2) as total"));
    }

    /// <summary>The statements for a candidate c1, c2, … with the model fct, and their effect.</summary>
    private async Task<IReadOnlyList<string>> PlanAsync(string sql)
    {
        var uid = Uid.New();
        var night = ++nights;
        var candidate = Names.CandidateSchema(TestWarehouse.Pipeline, uid);
        await warehouse.ExecuteAsync($"create schema \"{candidate}\"; create table \"{candidate}\".main__fct as {sql}");
        var models = new[] { new ReleasedModel { Name = "fct", Schema = Names.DefaultSchema, Alias = "fct", Materialization = "table", Uids = [uid] } };
        var release = new ReleaseRow
        {
            Id = uid,
            Pipeline = TestWarehouse.Pipeline,
            RunId = Guid.Empty,
            Attempt = 1,
            Kind = "night",
            Snapshot = new Snapshot { Tables = [] },
            Models = models,
            Fingerprint = "",
            PublishedAt = warehouse.Clock.GetUtcNow().UtcDateTime,
        };
        await using var engine = new Engine(Npgsql.NpgsqlDataSource.Create(warehouse.Connection), warehouse.Clock);
        var plan = await engine.RunAsync("planning", async session =>
        {
            var plan = await ViewPlan.OfAsync(session, new Decision(null, Ledger.Of(night == 1 ? [] : [release], uid, null, null), release, null, [reader]), default);
            await session.ExecuteAsync(plan.Sql, default);
            await session.CommitAsync(default);
            return plan;
        }, default);
        Assert.Null(plan.Refused);
        return [.. plan.Changes.Select(change => change.Replace(candidate, $"c{night}", StringComparison.Ordinal))];
    }
}
