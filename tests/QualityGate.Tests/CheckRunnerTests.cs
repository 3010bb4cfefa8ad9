using EtlMesh.SqlProject;
using EtlMesh.Testing;

namespace EtlMesh.QualityGate.Tests;

public sealed class CheckRunnerTests : IAsyncLifetime
{
    private TestHome home = null!;
    private CheckedNight night = null!;

    public async Task InitializeAsync()
    {
        home = await TestHome.OpenAsync();
        night = new CheckedNight(home);
        await night.BuildAsync("(1, 1, 'placed')", "");
    }

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task Result_HasTheQueryAndTheFirstFailingRows()
    {
        const string sql = "select i::integer as id, i::bigint as big, 'it''s' as note, null as nothing, (i / 4)::decimal(5, 2) as share from range(1, 8) as t(i)";

        var result = await RunAsync(sql);

        Assert.Equal((sql, 7), (result.Query, result.FailingRows));
        Assert.Equal(5, result.Sample.Count);
        Assert.Equal("""{"id":"1","big":"1","note":"it's","nothing":null,"share":"0.25"}""", result.Sample[0]);
    }

    [Fact]
    public async Task Limit_CutsWhatIsLookedAt()
    {
        var result = await RunAsync("select i as id from range(1, 8) as t(i)", limit: 2);
        Assert.Equal(("2 failing rows", 2), (result.Actual, result.FailingRows));
    }

    [Fact]
    public async Task QueryThatEndsInAComment_StillRuns() =>
        Assert.Equal("passed", (await RunAsync("select 1 as id where false -- nothing")).Status);

    private Task<Warehouse.CheckResult> RunAsync(string sql, long? limit = null) => CheckRunner.RunAsync(
        home.Warehouse,
        night.Night.Check(night.Candidate),
        new CompiledCheck { Id = "a_check", Kind = CheckKind.Singular, Test = "a_check", Sql = sql, Expected = "no rows", Limit = limit },
        CancellationToken.None);
}
