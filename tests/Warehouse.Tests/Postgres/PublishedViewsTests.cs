using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PublishedViewsTests(PostgresTests server) : IAsyncLifetime
{
    private readonly string reader = "reader_" + Uid.New();
    private readonly string analyst = "Analyst " + Uid.New();
    private PostgresTestWarehouse warehouse = null!;
    private int nights;

    public async Task InitializeAsync()
    {
        warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.ExecuteAsync($"create role {reader}; create role \"{analyst}\"");
    }

    public async Task DisposeAsync() => await warehouse.DisposeAsync();

    [Fact]
    public async Task ColumnChanged_OwnerGrantsAndCommentsStay()
    {
        await NightAsync("select 1::bigint as total, 'a' as note");
        await warehouse.ExecuteAsync(
            $"""
            comment on view daily_metrics.fct is 'the ''report''';
            comment on column daily_metrics.fct.total is 'in euros';
            comment on column daily_metrics.fct.note is 'goes';
            grant select on daily_metrics.fct to "{analyst}" with grant option;
            grant update (total) on daily_metrics.fct to "{analyst}";
            grant update (note) on daily_metrics.fct to "{analyst}";
            grant select on daily_metrics.fct to public;
            alter view daily_metrics.fct owner to "{analyst}";
            grant all on schema daily_metrics to "{analyst}"
            """);
        var oid = await warehouse.OthersValueAsync("select 'daily_metrics.fct'::regclass::oid");
        await NightAsync("select 2.5::numeric(12,2) as total");

        Assert.NotEqual(oid, await warehouse.OthersValueAsync("select 'daily_metrics.fct'::regclass::oid"));
        Assert.Equal(2.5m, await warehouse.OthersValueAsync("select total from daily_metrics.fct"));
        Assert.Equal("the 'report'|in euros", await warehouse.OthersValueAsync("select obj_description('daily_metrics.fct'::regclass) || '|' || col_description('daily_metrics.fct'::regclass, 1)"));
        Assert.Equal(analyst, await warehouse.OthersValueAsync("select pg_get_userbyid(relowner)::text from pg_class where oid = 'daily_metrics.fct'::regclass"));
        Assert.Equal(true, await warehouse.OthersValueAsync($"select has_table_privilege('{reader}', 'daily_metrics.fct', 'select') and has_table_privilege('public', 'daily_metrics.fct', 'select') and has_column_privilege('{analyst}', 'daily_metrics.fct', 'total', 'update')"));
    }

    [Fact]
    public async Task GrantsToTheFormerOwner_StayWithTheView()
    {
        await NightAsync("select 1::bigint as total");
        await warehouse.ExecuteAsync($"grant select on daily_metrics.fct to \"{analyst}\" with grant option");
        await NightAsync("select 'text' as total");
        Assert.Equal(true, await warehouse.OthersValueAsync($"select has_table_privilege('{analyst}', 'daily_metrics.fct', 'select with grant option')"));
    }

    [Fact]
    public async Task ForeignDependents_OfColumnsThatStay_ReadOn()
    {
        await NightAsync("select 1::bigint as total");
        await warehouse.ExecuteAsync("create schema reports; create view reports.weekly as select total from daily_metrics.fct");
        await NightAsync("select 2::bigint as total, 'new' as note");
        Assert.Equal(2L, await warehouse.OthersValueAsync("select total from reports.weekly"));
    }

    [Theory]
    [InlineData("select 2::numeric(12,2) as total", "fct")]
    [InlineData("select 2::bigint as amount", "fct")]
    [InlineData("select 2::bigint as total", "other")]
    public async Task ForeignDependents_OfColumnsThatChangeOrGo_StopThePublishByName(string sql, string model)
    {
        var head = await NightAsync("select 1::bigint as total");
        await warehouse.ExecuteAsync("create schema reports; create view reports.weekly as select total from daily_metrics.fct");
        var outcome = await PublishAsync(sql, model);
        Assert.Equal((PublishState.Refused, head), (outcome.State, outcome.Head));
        Assert.Contains("daily_metrics.fct", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("reports.weekly read it. Drop what reads it, publish, and make it again", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(1L, await warehouse.OthersValueAsync("select total from reports.weekly"));
    }

    [Fact]
    public async Task ForeignFunction_ThatReadsTheView_StopsThePublish()
    {
        var head = await NightAsync("select 1::bigint as total");
        await warehouse.ExecuteAsync("create function public.total() returns bigint return (select max(total) from daily_metrics.fct)");
        var outcome = await PublishAsync("select 'x' as total");
        Assert.Equal((PublishState.Refused, head), (outcome.State, outcome.Head));
        Assert.Contains("function total() depends on", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_ThatIsNoRole_IsRefusedByName()
    {
        var outcome = await PublishAsync("select 1 as total", readers: ["nobody_" + reader]);
        Assert.Equal(PublishState.Refused, outcome.State);
        Assert.Contains("nobody_" + reader, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_AddedLater_MayReadWhatIsThere()
    {
        await NightAsync("select 1::bigint as total");
        Assert.Equal(PublishState.Published, (await PublishAsync("select 2::bigint as total", readers: [reader, analyst])).State);
        Assert.Equal(true, await warehouse.OthersValueAsync($"select has_table_privilege('{analyst}', 'daily_metrics.fct', 'select') and has_schema_privilege('{analyst}', 'daily_metrics', 'usage')"));
    }

    [Fact]
    public async Task Revert_ToAModelThatWasGone_ReadersMayReadIt()
    {
        var first = await NightAsync("select 1::bigint as total");
        Assert.Equal(PublishState.Published, (await PublishAsync("select 2::bigint as total", "other")).State);
        var head = (await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default))!.Id;
        await warehouse.House.Releases.RevertAsync(new RevertSpec { Release = Uid.New(), Pipeline = TestWarehouse.Pipeline, Target = first, Parent = head, Actor = "ann", Reason = "wrong" }, default);
        Assert.Equal(true, await warehouse.OthersValueAsync($"select has_table_privilege('{reader}', 'daily_metrics.fct', 'select')"));
    }

    [Fact]
    public async Task ReaderWhoStays_PublishGivesUpNamingWhoItIs()
    {
        await NightAsync("select 1::bigint as total");
        await using var connection = await warehouse.Others.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var read = new Npgsql.NpgsqlCommand("select * from daily_metrics.fct", connection, transaction))
            await read.ExecuteNonQueryAsync();
        var failure = await Assert.ThrowsAsync<TransientEtlException>(() => PublishAsync("select 2::bigint as total"));
        Assert.Contains($"The published views are in use by process {connection.ProcessID} (postgres, ", failure.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync();
        Assert.Equal(1L, await warehouse.OthersValueAsync("select total from daily_metrics.fct"));
    }

    /// <summary>Publishes a night of one model.</summary>
    private async Task<string> NightAsync(string sql)
    {
        var outcome = await PublishAsync(sql);
        Assert.Equal((PublishState.Published, null), (outcome.State, outcome.Reason));
        return outcome.Head!;
    }

    private async Task<PublishOutcome> PublishAsync(string sql, string model = "fct", string[]? readers = null)
    {
        var parent = (await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default))?.Id;
        var spec = TestWarehouse.Candidate(parent, [], TestWarehouse.Day.AddDays(nights++));
        await warehouse.House.Candidates.BeginAsync(spec, default);
        await warehouse.BuildAsync(spec, model, sql);
        return await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec)) with { Readers = readers ?? [reader] }, default);
    }
}
