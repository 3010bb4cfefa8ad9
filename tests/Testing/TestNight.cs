using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Testing;

/// <summary>One night of the pipeline <c>shop</c> with the source table <c>shop.orders</c>: its ids, and the messages that name them.</summary>
public sealed record TestNight
{
    public const string Pipeline = "shop";
    public const string Source = "shop";
    public const string Table = "orders";

    /// <summary>The least pipeline file that has the table.</summary>
    public const string PipelineYml = "name: shop\nsources:\n  shop:\n    connection: files:sample\n    tables:\n      - { name: orders, key: id, watermark: id, max_quarantined: 50% }\n";

    public DateOnly RunDate { get; init; } = new(2026, 3, 1);

    public int Attempt { get; init; } = 1;

    public required string BundleHash { get; init; }

    public Guid RunId => Contracts.RunId.Of(Pipeline, RunDate);

    public IReadOnlyList<ColumnSpec> Columns { get; init; } =
        [new() { Name = "id", Type = "bigint" }, new() { Name = "amount", Type = "decimal(12,2)" }, new() { Name = "placed_at", Type = "timestamp" }];

    /// <summary>Rows as a relation of the table's columns: <c>(1, '9.50', '2026-03-01 10:00')</c>, ….</summary>
    public static string Rows(string values) =>
        $"select id::bigint as id, amount::decimal(12,2) as amount, placed_at::timestamp as placed_at from (values {values}) as t(id, amount, placed_at)";

    /// <summary>Lands a query's rows as slice k, as the extractor does, with the sums of the query.</summary>
    public async Task<LandedSlice> LandAsync(TestHome home, int k, string select)
    {
        var stored = await home.WriteParquetAsync(LandingLayout.Slice(AttemptPlace.Nightly(Pipeline, RunDate, Attempt), Source, Table, k, Uid.New()), select);
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        var (rows, sums) = ColumnSums.Compute(connection, $"({select})", CancellationToken.None);
        return new LandedSlice { K = k, Object = stored.Key, Rows = rows, Bytes = stored.Bytes, Sha256 = stored.Sha256, RowsRead = rows, RowsQuarantined = 0, Sums = sums };
    }

    public LoadTable Load(IReadOnlyList<LandedSlice> slices, string? uid = null) => new()
    {
        RunId = RunId,
        Attempt = Attempt,
        Pipeline = Pipeline,
        RunDate = RunDate,
        BundleHash = BundleHash,
        Source = Source,
        Table = Table,
        SegmentUid = uid ?? Uid.New(),
        Columns = Columns,
        Slices = slices,
    };

    /// <summary>Opens the night's attempt in the warehouse.</summary>
    public Task<AttemptOpening> OpenAsync(TestHome home) => home.Warehouse.Attempts.OpenAsync(
        new AttemptRequest { RunId = RunId, Pipeline = Pipeline, RunDate = RunDate, Key = Contracts.RunId.Nightly, BundleHash = BundleHash }, CancellationToken.None);

    /// <summary>Fills a segment with rows, without a loader.</summary>
    public async Task<SegmentRef> SegmentAsync(TestHome home, string values)
    {
        var slice = await LandAsync(home, 1, Rows(values));
        var spec = new SegmentSpec { RunId = RunId, Attempt = Attempt, Pipeline = Pipeline, Source = Source, Table = Table, Uid = Uid.New(), Columns = Columns };
        return (await home.Warehouse.Segments.LoadAsync(spec, [new LandedObject(home.Store, slice.Object, slice.Bytes, slice.Sha256)], CancellationToken.None)).Segment;
    }

    public BuildCandidate Build(IReadOnlyList<SegmentRef> segments, string? parent = null, string? select = null, string? uid = null) => new()
    {
        RunId = RunId,
        Attempt = Attempt,
        Pipeline = Pipeline,
        RunDate = RunDate,
        BundleHash = BundleHash,
        CandidateUid = uid ?? Uid.New(),
        Parent = parent,
        Segments = segments,
        Select = select,
    };

    public CheckCandidate Check(CandidateRef candidate) => new()
    {
        RunId = RunId,
        Attempt = Attempt,
        Pipeline = Pipeline,
        RunDate = RunDate,
        BundleHash = BundleHash,
        Candidate = candidate,
    };

    public PublishRelease Publish(CandidateRef candidate, string? release = null) => new()
    {
        RunId = RunId,
        Attempt = Attempt,
        Pipeline = Pipeline,
        RunDate = RunDate,
        BundleHash = BundleHash,
        Release = release ?? Uid.New(),
        Candidate = candidate,
    };

    public DiscardAttempt Discard() => new()
    {
        RunId = RunId,
        Attempt = Attempt,
        Pipeline = Pipeline,
        RunDate = RunDate,
        BundleHash = BundleHash,
        Reason = "a test",
    };

    /// <summary>Records a verdict on a sealed candidate, without a quality gate.</summary>
    public Task JudgeAsync(TestHome home, CandidateRef candidate, bool passed = true) => home.Warehouse.Checks.RecordVerdictAsync(
        new VerdictSpec
        {
            RunId = RunId,
            Attempt = Attempt,
            Candidate = candidate.Uid,
            Summary = new VerdictSummary
            {
                Passed = passed,
                Fingerprint = candidate.Fingerprint,
                ChecksPassed = passed ? 1 : 0,
                ChecksWarned = 0,
                ChecksFailed = passed ? 0 : 1,
                Failures = passed ? [] : ["a_check: expected no rows; found 1 failing row"],
            },
            Results = [],
        }, CancellationToken.None);
}
