using EtlMesh.Warehouse.Tests.Postgres;

namespace EtlMesh.Warehouse.Tests.Redshift;

/// <summary>What readers keep when a view is made again.</summary>
[Collection(PostgresTests.Name)]
public sealed class PublishedViewsTests(PostgresTests server) : IAsyncLifetime
{
    private readonly string reader = "reader_" + Contracts.Uid.New();
    private readonly string analyst = "analyst_" + Contracts.Uid.New();
    private RedshiftTestWarehouse warehouse = null!;

    public async Task InitializeAsync()
    {
        warehouse = await RedshiftTestWarehouse.OpenInsteadAsync(server);
        await warehouse.ExecuteAsync($"create role {reader} nologin; create role {analyst} login");
    }

    public async Task DisposeAsync()
    {
        await warehouse.ExecuteAsync($"drop owned by {reader}, {analyst}; drop role {reader}; drop role {analyst}");
        await warehouse.DisposeAsync();
    }

    [Fact]
    public async Task Column_Added_ViewIsMadeAgainWithGrantsCommentAndOwner()
    {
        await PublishAsync(0, "select 1 as total", null);
        await warehouse.ExecuteAsync($"grant select on daily_metrics.fct to {analyst} with grant option; comment on view daily_metrics.fct is 'the total'");
        await PublishAsync(1, "select 2 as total, 3 as more", "release");
        Assert.Equal(3, await warehouse.ValueAsync("select more from daily_metrics.fct"));
        Assert.True((bool)(await warehouse.OthersValueAsync($"select has_table_privilege('{reader}', 'daily_metrics.fct', 'select')"))!);
        Assert.True((bool)(await warehouse.OthersValueAsync($"select has_table_privilege('{analyst}', 'daily_metrics.fct', 'select with grant option')"))!);
        Assert.Equal("the total", await warehouse.OthersValueAsync("select obj_description('daily_metrics.fct'::regclass)"));
    }

    [Fact]
    public async Task Reader_Unknown_RefusedByName()
    {
        await warehouse.AttemptAsync();
        var (spec, fingerprint) = await warehouse.PrepareAsync(1);
        var outcome = await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, fingerprint) with { Readers = ["nobody_at_all"] }, default);
        Assert.Equal(PublishState.Refused, outcome.State);
        Assert.Contains("nobody_at_all", outcome.Reason);
    }

    private async Task PublishAsync(int night, string sql, string? parent)
    {
        var day = TestWarehouse.Day.AddDays(night);
        var opening = await warehouse.AttemptAsync(day);
        Assert.Equal(parent is null, opening.Parent is null);
        var load = await warehouse.LoadAsync("select 1::bigint as id", "id bigint", day: day);
        var spec = TestWarehouse.Candidate(opening.Parent, [new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment }], day);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        await warehouse.BuildAsync(spec, "fct", sql);
        var release = TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec)) with { Readers = [reader] };
        Assert.Equal(PublishState.Published, (await warehouse.House.Releases.PublishAsync(release, default)).State);
    }
}
