using System.IO.Compression;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Files;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Tests.Files;

/// <summary>A folder of source files, and a night's extraction of one table of them.</summary>
internal sealed class FilesNight : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("etlmesh-files-").FullName;

    public FilesNight() => Directory.CreateDirectory(Source);

    public string Source => Path.Combine(home, "source");

    public string Scratch => Path.Combine(home, "scratch");

    public LocalObjectStore Store => new(Path.Combine(home, "objects"));

    public RecordLimits Limits { get; init; } = new();

    public FilesNight With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public FilesNight With(string name, byte[] content)
    {
        using Stream file = File.Create(Path.Combine(Source, name));
        using var target = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        target.Write(content);
        return this;
    }

    public FilesNight WithParquet(string name, string select)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        connection.Execute($"copy ({select}) to {Sql.Literal(Path.Combine(Source, name))} (format parquet)");
        return this;
    }

    public static TableDefinition Table(string path, string? columns = null, string quarantine = "100%")
    {
        Assert.True(Ratio.TryParse(quarantine, out var ratio));
        return new TableDefinition
        {
            Name = "t",
            Path = path,
            MaxQuarantined = ratio,
            Columns = columns?.Split(';').Select(c => new ColumnSpec { Name = c.Split(':')[0].Trim(), Type = c.Split(':')[1].Trim() }).ToList(),
        };
    }

    public FilesConnector Connector => new(new ExtractorOptions { ScratchFolder = Scratch, Limits = Limits });

    public SourceRequest Request(TableDefinition table) => new(
        new SourceDefinition { Name = "s", Connection = "files:source", Tables = [table] }, ConnectionAddress.Parse("files:source"), home);

    /// <summary>The night of 2026-11-20.</summary>
    public static PlannedNight Night { get; } = new(new DateOnly(2026, 11, 20), TimeZoneInfo.Utc, new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero));

    public Task<TablePlanResult> PlanAsync(TableDefinition table, IReadOnlyList<ColumnSpec>? pinned = null) =>
        PlanAsync(table, new TableBase { Source = "s", Table = "t", Columns = pinned });

    public Task<TablePlanResult> PlanAsync(TableDefinition table, TableBase head) =>
        Connector.PlanAsync(new TableRequest(Request(table), table, head, Night), default);

    public async Task<IReadOnlyList<LandedSlice>> LandAsync(TableDefinition table, TablePlanResult? plan = null)
    {
        plan ??= await PlanAsync(table);
        var landed = new List<LandedSlice>();
        for (var k = 1; k <= plan.Slices.Count; k++)
            landed.Add(await Connector.ExtractAsync(new SliceRequest(Request(table), table, Command(plan, k)), Store, default));
        return landed;
    }

    public async Task<Landing> ExtractAsync(TableDefinition table, TableWindow? window = null)
    {
        var plan = await PlanAsync(table);
        var windowed = plan with { Slices = [.. plan.Slices.Select(slice => (FileSlice.Parse(slice) with { Window = window }).ToJson())] };
        var landed = await LandAsync(table, windowed);
        return new Landing(landed, await RowsAsync("landing/", "*"), await RowsAsync("quarantine/", "line, reason, record"));
    }

    public async Task<IReadOnlyList<string>> KeysAsync() => await Store.ListAsync("", default).ToListAsync();

    public static ExtractSlice Command(TablePlanResult plan, int k) => new()
    {
        RunId = RunId.Of("p", new DateOnly(2026, 11, 20)),
        Attempt = 1,
        Pipeline = "p",
        RunDate = new DateOnly(2026, 11, 20),
        BundleHash = "",
        Source = "s",
        Table = "t",
        K = k,
        N = plan.Slices.Count,
        Slice = plan.Slices[k - 1],
        Columns = plan.Columns,
    };

    public async Task<List<object?[]>> RowsAsync(string prefix, string columns)
    {
        using var database = DuckDbDatabase.Open(":memory:");
        using var connection = database.Connect();
        var rows = new List<object?[]>();
        await foreach (var key in Store.ListAsync(prefix, default))
        {
            await using var read = await Store.FetchAsync(key, null, default);
            using var result = connection.Query($"SELECT {columns} FROM {Parquet.Relation([read.LocalPath])}");
            rows.AddRange(result.Rows());
        }

        return rows;
    }

    public void Dispose() => Directory.Delete(home, recursive: true);
}
