using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Lake.Tests;

/// <summary>A warehouse of the pipeline <c>shop</c> with one model, <c>sales</c>, and the pipeline's part of a lake.</summary>
internal sealed class TestLake : IAsyncDisposable
{
    public const string Pipeline = "shop";
    private static readonly DateOnly FirstDay = new(2026, 3, 1);

    private readonly string folder = Directory.CreateTempSubdirectory("etlmesh-lake-tests-").FullName;
    private int nights;

    private TestLake(IObjectStore? store)
    {
        Store = store ?? new LocalObjectStore(Path.Combine(folder, "objects"));
        Place = new LakePlace(Store, $"lake/{Pipeline}/", $"s3://bucket/lake/{Pipeline}/");
    }

    public IObjectStore Store { get; }

    public LakePlace Place { get; }

    public TestClock Clock { get; } = new();

    public IWarehouse Warehouse { get; private set; } = null!;

    public LakeTableDefinition Table { get; set; } = new() { Model = "sales", PartitionBy = "sold_at" };

    public FileSizes Sizes { get; set; } = FileSizes.Usual;

    public string Scratch => Path.Combine(folder, "scratch");

    /// <summary>Where local objects are.</summary>
    public string Objects => Path.Combine(folder, "objects");

    public static async Task<TestLake> OpenAsync(IObjectStore? store = null)
    {
        var lake = new TestLake(store);
        lake.Warehouse = await DuckDbWarehouse.OpenAsync(Path.Combine(lake.folder, "warehouse.duckdb"), TimeSpan.Zero, lake.Clock, default);
        return lake;
    }

    /// <summary>Builds, judges and seals a candidate on the head.</summary>
    /// <param name="select">The model's SQL.</param>
    public async Task<BuiltNight> BuildAsync(string select)
    {
        var (day, parent) = (FirstDay.AddDays(nights++), (await Warehouse.Releases.HeadAsync(Pipeline, default))?.Id);
        var run = RunId.Of(Pipeline, day);
        var attempt = await Warehouse.Attempts.OpenAsync(new AttemptRequest { RunId = run, Pipeline = Pipeline, RunDate = day, Key = RunId.Nightly, BundleHash = "bundle" }, default);
        var candidate = new CandidateSpec { Uid = Uid.New(), Pipeline = Pipeline, RunId = run, Attempt = attempt.Attempt, RunDate = day, BundleHash = "bundle", Parent = parent, Tables = [] };
        await Warehouse.Candidates.BeginAsync(candidate, default);
        await Warehouse.Candidates.BuildAsync(candidate, new ModelSpec { Name = "sales", Alias = "sales", Materialization = "table", Sql = select }, default);
        var fingerprint = await Warehouse.Candidates.SealAsync(candidate, default);
        await Warehouse.Checks.RecordVerdictAsync(
            new VerdictSpec
            {
                RunId = run,
                Attempt = attempt.Attempt,
                Candidate = candidate.Uid,
                Summary = new VerdictSummary { Passed = true, Fingerprint = fingerprint, ChecksPassed = 1, ChecksWarned = 0, ChecksFailed = 0, Failures = [] },
                Results = [],
            }, default);
        return new BuiltNight(Uid.New(), candidate, fingerprint);
    }

    /// <summary>The steps of a publish, in their order; may be done again.</summary>
    public async Task<PublishState> PublishAsync(BuiltNight night)
    {
        await WriteAsync(night);
        var outcome = await Warehouse.Releases.PublishAsync(
            new ReleaseSpec
            {
                Release = night.Release,
                Pipeline = Pipeline,
                RunId = night.Candidate.RunId,
                Attempt = night.Candidate.Attempt,
                Candidate = night.Candidate.Uid,
                Parent = night.Candidate.Parent,
                Fingerprint = night.Fingerprint,
            }, default);
        await FollowAsync();
        return outcome.State;
    }

    public async Task WriteAsync(BuiltNight night)
    {
        var releases = await Warehouse.Releases.ListAsync(Pipeline, default);
        await new LakeWriter(Place, Warehouse.Exports!, Scratch, Clock) { Sizes = Sizes }.WriteAsync(
            new LakeRelease
            {
                Release = night.Release,
                Pipeline = Pipeline,
                RunId = night.Candidate.RunId,
                Attempt = night.Candidate.Attempt,
                RunDate = night.Candidate.RunDate,
                Candidate = night.Candidate.Uid,
                Parent = night.Candidate.Parent is { } parent ? LakeHead.Shown(releases, parent) : null,
                Tables = [Table],
            }, default);
    }

    public Task FollowAsync() => new LakeHead(Place).FollowAsync(Pipeline, Warehouse.Releases, default);

    /// <summary>A whole night.</summary>
    /// <returns>The release's catalog.</returns>
    public async Task<LakeCatalog> NightAsync(string select)
    {
        var night = await BuildAsync(select);
        Assert.Equal(PublishState.Published, await PublishAsync(night));
        return await new CatalogStore(Place).CatalogAsync(night.Release, default);
    }

    /// <summary>The rows that readers of the lake see, values parted by <c>|</c>.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var reader = await LakeReader.OpenAsync([Place], Scratch, default);
        await using var result = await reader.QueryAsync(sql, default);
        return [.. (await result.RowsAsync().ToListAsync()).Select(row => string.Join('|', row.Select(value => FormattableString.Invariant($"{value}"))))];
    }

    /// <summary>All objects of the lake, by their names in the place.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await Store.ListAsync(Place.Prefix, default).ToListAsync()).Select(key => key[Place.Prefix.Length..])];

    public async ValueTask DisposeAsync()
    {
        await Warehouse.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
