using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Tests.Files;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Tests;

/// <summary>A night's extraction of the table <c>t</c> of a source <c>s</c>, whatever its connector.</summary>
internal sealed class SourceNight(string connection, Func<ExtractorOptions, ISourceConnector> connector) : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("etlmesh-source-").FullName;
    private ISourceConnector? made;

    public string Scratch => Path.Combine(home, "scratch");

    public LocalObjectStore Store => new(Path.Combine(home, "objects"));

    public ExtractorOptions Options { get; init; } = new() { ScratchFolder = "" };

    public SourceDefinition Source { get; init; } = new() { Name = "s", Connection = "", Tables = [] };

    public ISourceConnector Connector => made ??= connector(Options with { ScratchFolder = Scratch });

    public SourceRequest Request(TableDefinition table) => new(Source with { Tables = [table] }, ConnectionAddress.Parse(connection), home);

    public Task<ProbeResult> ProbeAsync(TableDefinition table) => Connector.ProbeAsync(Request(table), default);

    public Task<TablePlanResult> PlanAsync(TableDefinition table, TableBase? head = null, PlannedNight? night = null) =>
        Connector.PlanAsync(new TableRequest(Request(table), table, head ?? new TableBase { Source = "s", Table = "t" }, night ?? FilesNight.Night), default);

    public async Task<IReadOnlyList<LandedSlice>> LandAsync(TableDefinition table, TablePlanResult? plan = null, CancellationToken ct = default)
    {
        plan ??= await PlanAsync(table);
        var landed = new List<LandedSlice>();
        for (var k = 1; k <= plan.Slices.Count; k++)
            landed.Add(await Connector.ExtractAsync(new SliceRequest(Request(table), table, FilesNight.Command(plan, k)), Store, ct));
        return landed;
    }

    /// <summary>The night from plan to landing: its rows, and its bad records with their object.</summary>
    public async Task<Files.Landing> ExtractAsync(TableDefinition table, TableBase? head = null, PlannedNight? night = null)
    {
        await Store.DeletePrefixAsync("", default);
        var landed = await LandAsync(table, await PlanAsync(table, head, night));
        return new Files.Landing(landed, await RowsAsync("landing/", "*"), await RowsAsync("quarantine/", "line, reason, record, object"));
    }

    /// <summary>Files that an attempt left behind.</summary>
    public IEnumerable<string> Left => Directory.Exists(Scratch) ? Directory.EnumerateFileSystemEntries(Scratch, "*", SearchOption.AllDirectories) : [];

    public async Task<List<object?[]>> RowsAsync(string prefix, string columns)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connected = database.Connect();
        connected.Execute("SET TimeZone = 'UTC'");
        var rows = new List<object?[]>();
        await foreach (var key in Store.ListAsync(prefix, default))
        {
            await using var read = await Store.FetchAsync(key, null, default);
            using var result = connected.Query($"SELECT {columns} FROM {Parquet.Relation([read.LocalPath])}");
            rows.AddRange(result.Rows());
        }

        return rows;
    }

    public void Dispose()
    {
        (made as IDisposable)?.Dispose();
        Directory.Delete(home, recursive: true);
    }
}
