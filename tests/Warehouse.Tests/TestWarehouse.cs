using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Tests;

/// <summary>A warehouse that vanishes with the test, and the steps of a night on it.</summary>
public abstract class TestWarehouse : IAsyncDisposable
{
    public const string Pipeline = "daily-metrics";
    public static readonly DateOnly Day = new(2026, 3, 1);

    private readonly DuckDbDatabase _source = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
    private int _files;

    public string Folder { get; } = Directory.CreateTempSubdirectory("etlmesh-warehouse-").FullName;

    public ManualClock Clock { get; } = new();

    public IWarehouse House { get; private set; } = null!;

    /// <summary>Closes the warehouse and opens it again, as the next process would.</summary>
    public async Task ReopenAsync()
    {
        if (House is not null)
            await House.DisposeAsync();
        House = await OpenHouseAsync();
    }

    /// <summary>Opens the same warehouse.</summary>
    public abstract Task<IWarehouse> OpenHouseAsync();

    /// <summary>Runs what somebody else does in the same warehouse.</summary>
    public abstract Task ExecuteAsync(string sql);

    public Task<AttemptOpening> AttemptAsync(DateOnly? day = null, bool again = false, string pipeline = Pipeline) =>
        House.Attempts.OpenAsync(new AttemptRequest
        {
            RunId = RunId.Of(pipeline, day ?? Day),
            Pipeline = pipeline,
            RunDate = day ?? Day,
            Key = RunId.Nightly,
            BundleHash = "bundle",
            Again = again,
        }, default);

    public string Parquet(string select)
    {
        var path = Path.Combine(Folder, $"{++_files}.parquet");
        using var connection = _source.Connect();
        connection.Execute($"copy ({select}) to '{path}' (format parquet)");
        return path;
    }

    /// <summary>A file of <see cref="Parquet"/> as an object.</summary>
    public virtual LandedObject Landed(string path) => new(new LocalObjectStore(Folder), Path.GetFileName(path), new FileInfo(path).Length, null);

    public async Task<SegmentLoad> LoadAsync(string select, string columns, string? hi = null, bool full = true, DateOnly? day = null, int attempt = 1, string table = "orders", string? uid = null, string pipeline = Pipeline) =>
        await House.Segments.LoadAsync(Segment(columns, hi, full, day, attempt, table, uid, pipeline), [Landed(Parquet(Landing(select, Columns(columns))))], default);

    public static SegmentSpec Segment(string columns, string? hi = null, bool full = true, DateOnly? day = null, int attempt = 1, string table = "orders", string? uid = null, string pipeline = Pipeline) => new()
    {
        RunId = RunId.Of(pipeline, day ?? Day),
        Attempt = attempt,
        Pipeline = pipeline,
        Source = "shop",
        Table = table,
        Uid = uid ?? Uid.New(),
        Columns = Columns(columns),
        Hi = hi,
        Full = full,
    };

    /// <param name="text"><c>id bigint, amount decimal(12,2)</c></param>
    public static IReadOnlyList<ColumnSpec> Columns(string text) =>
        [.. text.Split(", ").Select(column => column.Split(' ', 2)).Select(parts => new ColumnSpec { Name = parts[0], Type = parts[1] })];

    public static CandidateSpec Candidate(string? parent, IReadOnlyList<CandidateTable> tables, DateOnly? day = null, int attempt = 1, string? uid = null, string pipeline = Pipeline) => new()
    {
        Uid = uid ?? Uid.New(),
        Pipeline = pipeline,
        RunId = RunId.Of(pipeline, day ?? Day),
        Attempt = attempt,
        RunDate = day ?? Day,
        BundleHash = "bundle",
        Parent = parent,
        Tables = tables,
    };

    /// <summary>Model SQL in which <c>{name}</c> is a model of the candidate and <c>{source}</c> the orders.</summary>
    public async Task<ModelBuild> BuildAsync(CandidateSpec spec, string name, string sql, string kind = "table", string schema = Names.DefaultSchema)
    {
        var candidate = Names.CandidateSchema(spec.Pipeline, spec.Uid);
        var text = System.Text.RegularExpressions.Regex.Replace(sql, @"\{(\w+)\}", match =>
            Sql.Identifier(candidate) + "." + Sql.Identifier(match.Groups[1].Value == "source" ? Names.Source("shop", "orders") : Names.Model(Names.DefaultSchema, match.Groups[1].Value)));
        return await House.Candidates.BuildAsync(spec, new ModelSpec { Name = name, Alias = name, Schema = schema, Materialization = kind, Sql = text }, default);
    }

    /// <summary>Seals the candidate and records a verdict.</summary>
    public async Task<string> JudgeAsync(CandidateSpec spec, bool passed = true)
    {
        var fingerprint = await House.Candidates.SealAsync(spec, default);
        await House.Checks.RecordVerdictAsync(new VerdictSpec
        {
            RunId = spec.RunId,
            Attempt = spec.Attempt,
            Candidate = spec.Uid,
            Summary = new VerdictSummary { Passed = passed, Fingerprint = fingerprint, ChecksPassed = 1, ChecksWarned = 0, ChecksFailed = passed ? 0 : 1, Failures = passed ? [] : ["revenue is negative"] },
            Results = [new CheckResult { CheckId = "positive", Model = "fct", Severity = "error", Status = passed ? "pass" : "fail", Expected = "0 rows", Actual = "1 row", FailingRows = passed ? 0 : 1, Query = "select 1" }],
        }, default);
        return fingerprint;
    }

    public static ReleaseSpec Release(CandidateSpec spec, string fingerprint, string? release = null) => new()
    {
        Release = release ?? Uid.New(),
        Pipeline = spec.Pipeline,
        RunId = spec.RunId,
        Attempt = spec.Attempt,
        Candidate = spec.Uid,
        Parent = spec.Parent,
        Fingerprint = fingerprint,
        Lineage = [new LineageEdge("source.shop.orders", "model.fct")],
    };

    /// <summary>A night whose model <c>fct</c> is a view on a table; both hold the value.</summary>
    public async Task<(CandidateSpec Candidate, string Fingerprint)> PrepareAsync(int value, DateOnly? day = null, string? parent = null, int attempt = 1, bool passed = true)
    {
        var load = await LoadAsync($"select 1::bigint as id, {value}::bigint as amount", "id bigint, amount bigint", day: day, attempt: attempt);
        var spec = Candidate(parent, [new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment }], day, attempt);
        await House.Candidates.BeginAsync(spec, default);
        await BuildAsync(spec, "stg", "select * from {source}");
        await BuildAsync(spec, "fct", "select sum(amount)::bigint as total from {stg}", "view");
        return (spec, await JudgeAsync(spec, passed));
    }

    /// <summary>A whole published night.</summary>
    public async Task<string> PublishAsync(int value, DateOnly? day = null, bool again = false)
    {
        var opening = await AttemptAsync(day, again);
        var (spec, fingerprint) = await PrepareAsync(value, day, opening.Parent, opening.Attempt);
        var release = Release(spec, fingerprint);
        Assert.Equal(PublishState.Published, (await House.Releases.PublishAsync(release, default)).State);
        await House.Attempts.CloseAsync(spec.RunId, spec.Attempt, AttemptState.Completed, default);
        return release.Release;
    }

    public async Task<List<object?[]>> RowsAsync(string sql)
    {
        await using var result = await House.Reader.QueryAsync(sql, default);
        return await result.RowsAsync().ToListAsync();
    }

    public async Task<object?> ValueAsync(string sql) => (await RowsAsync(sql)).Single()[0];

    /// <summary>Every table and view outside <c>etl</c>, and every schema, by name.</summary>
    public async Task<List<string>> ObjectsAsync() => [.. (await RowsAsync(ObjectsSql)).Select(row => (string)row[0]!).Order(StringComparer.Ordinal)];

    public virtual async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        _source.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A query for the numbers from 1 on, in words that every engine has.</summary>
    public static string Numbers(int last)
    {
        const string digits = "(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)";
        return $"select i from (select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d as i from {digits} as a cross join {digits} as b cross join {digits} as c cross join {digits} as e) as numbers where i <= {last}";
    }

    protected abstract string ObjectsSql { get; }

    /// <summary>A query's rows as they land.</summary>
    protected virtual string Landing(string select, IReadOnlyList<ColumnSpec> columns) => select;
}
