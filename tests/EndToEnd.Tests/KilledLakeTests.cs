namespace EtlMesh.EndToEnd.Tests;

/// <summary>kill -9 around the publish of a pipeline with a lake. Readers of the lake look between the kill and the same command again.</summary>
public sealed class KilledLakeTests(KilledLakeTests.FirstNight first) : IClassFixture<KilledLakeTests.FirstNight>
{
    private const int KilledBySignal9 = 128 + 9;
    private const string Second = "2026-10-31";
    private const string Everything = "select count(*) as lines, sum(revenue) as revenue, max(sold_at) as latest, count(distinct (year, month, day)) as days from fct_sales";

    [Theory]
    [InlineData("kill@start:lake.write")]
    [InlineData("kill@stop:lake.write")]
    [InlineData("kill@start:release.commit")]
    [InlineData("kill@stop:release.commit")]
    [InlineData("kill@start:lake.head")]
    [InlineData("kill@stop:lake.head")]
    public async Task Kill_ShowsReadersOneWholeRelease_AndTheSameCommandEndsIt(string fault)
    {
        var place = first.Place;
        first.Restart();
        place.Environment["ETLMESH_FAULT"] = fault;
        using (var night = place.Start("run", place.Pipeline, "--date", Second, "--output", "json"))
        {
            place.Environment.Remove("ETLMESH_FAULT");
            Assert.EndsWith($"{fault.Split('@', ':')[1]} {fault.Split(':')[1]} in flight", await night.FaultInFlightAsync());
            (await night.EndAsync()).ExpectExit(KilledBySignal9);
        }

        var meanwhile = await LakeAsync(place);
        (await place.RunHereAsync("run", place.Pipeline, "--date", Second, "--output", "json")).ExpectExit(0);

        Assert.Equal(fault == "kill@stop:lake.head" ? first.After : first.Before, meanwhile);
        Assert.Equal(first.After, await LakeAsync(place));
        Assert.DoesNotContain(place.Objects("lake"), name => name.EndsWith(".partial", StringComparison.Ordinal));
        Assert.Empty(place.Objects("scratch").Where(name => name.EndsWith(".parquet", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Revert_ShowsReadersOfTheLakeTheOlderRelease()
    {
        var place = first.Place;
        first.Restart();
        (await place.RunHereAsync("run", place.Pipeline, "--date", Second, "--output", "json")).ExpectExit(0);
        Assert.Equal(first.After, await LakeAsync(place));

        (await place.RunHereAsync("releases", "revert", "sales-lake")).ExpectExit(0);
        Assert.Equal(first.Before, await LakeAsync(place));
    }

    private static async Task<string> LakeAsync(Workplace place) => (await place.RunHereAsync("query", "--lake", Everything, "--output", "json")).ExpectExit(0).Output;

    /// <summary>A home after the first night, and what the lake says before and after the second.</summary>
    public sealed class FirstNight : IAsyncLifetime
    {
        private string kept = "";

        internal Workplace Place { get; } = new(Workplace.Product("sales-lake"));

        internal string Before { get; private set; } = "";

        internal string After { get; private set; } = "";

        public async Task InitializeAsync()
        {
            (await Place.RunHereAsync("run", Place.Pipeline, "--date", "2026-10-30", "--output", "json")).ExpectExit(0);
            kept = Place.Keep("before");
            Before = await LakeAsync(Place);
            (await Place.RunHereAsync("run", Place.Pipeline, "--date", Second, "--output", "json")).ExpectExit(0);
            After = await LakeAsync(Place);
            Assert.NotEqual(Before, After);
        }

        public Task DisposeAsync()
        {
            Place.Dispose();
            return Task.CompletedTask;
        }

        internal void Restart() => Place.Restore(kept);
    }
}
