using System.IO.Compression;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.MySqlDump;
using EtlMesh.Extractor.Objects;
using EtlMesh.Extractor.Records;
using EtlMesh.Extractor.Tests.Arrivals;
using EtlMesh.Extractor.Tests.Files;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Tests.MySqlDump;

/// <summary>A dump, and a night's extraction of tables of it.</summary>
internal sealed class DumpNight : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("etlmesh-dump-").FullName;
    private readonly Lazy<MySqlDumpConnector> connector;

    public DumpNight()
    {
        Directory.CreateDirectory(Folder);
        connector = new(() => new MySqlDumpConnector(new ExtractorOptions { ScratchFolder = Scratch, Limits = Limits, Objects = Objects }, TimeProvider.System));
    }

    public string Folder => Path.Combine(home, "dump");

    public string Scratch => Path.Combine(home, "scratch");

    /// <summary>Below the pipeline's folder.</summary>
    public string Connection { get; init; } = "mysqldump:dump";

    public RecordLimits Limits { get; init; } = new();

    public ObjectsOptions Objects { get; init; } = new();

    /// <summary>Names of the tables that the pipeline has.</summary>
    public IReadOnlyList<string> Tables { get; init; } = ["t"];

    public LocalObjectStore Store => new(Path.Combine(home, "objects"));

    /// <summary>One process's; a new night is a new process.</summary>
    public MySqlDumpConnector Connector => connector.Value;

    public DumpNight With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public DumpNight With(string name, byte[] content)
    {
        using Stream file = File.Create(Path.Combine(Folder, name));
        using var target = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        target.Write(content);
        return this;
    }

    public static TableDefinition Table(string name = "t", string? columns = null) => new()
    {
        Name = name,
        MaxQuarantined = Ratio.FromPercent(100),
        AllowEmpty = true,
        Columns = columns?.Split(';').Select(c => new ColumnSpec { Name = c.Split(':')[0].Trim(), Type = c.Split(':')[1].Trim() }).ToList(),
    };

    public SourceRequest Request() => new(
        new SourceDefinition { Name = "s", Connection = Connection, Tables = [.. Tables.Select(name => Table(name))] }, ConnectionAddress.Parse(Connection), home);

    public Task<TablePlanResult> PlanAsync(TableDefinition table, MySqlDumpConnector? by = null) =>
        (by ?? Connector).PlanAsync(new TableRequest(Request(), table, new TableBase { Source = "s", Table = table.Name }, FilesNight.Night), default);

    public async Task<Files.Landing> ExtractAsync(TableDefinition? table = null, TablePlanResult? plan = null, MySqlDumpConnector? by = null)
    {
        table ??= Table();
        plan ??= await PlanAsync(table);
        var landed = new List<LandedSlice>();
        for (var k = 1; k <= plan.Slices.Count; k++)
            landed.Add(await (by ?? Connector).ExtractAsync(new SliceRequest(Request(), table, FilesNight.Command(plan, k) with { Table = table.Name }), Store, default));
        return new Files.Landing(
            landed,
            await RowsAsync(landed.Select(slice => slice.Object), "*"),
            await RowsAsync(landed.Select(slice => slice.Quarantine).OfType<string>(), "line, reason, record"));
    }

    public async Task<List<object?[]>> RowsAsync(IEnumerable<string> keys, string columns)
    {
        using var database = DuckDbDatabase.Open(":memory:");
        using var connection = database.Connect();
        var rows = new List<object?[]>();
        foreach (var key in keys)
        {
            await using var read = await Store.FetchAsync(key, null, default);
            using var result = connection.Query($"SELECT {columns} FROM {Parquet.Relation([read.LocalPath])}");
            rows.AddRange(result.Rows());
        }

        return rows;
    }

    /// <summary>Landed rows in canonical text.</summary>
    public async Task<List<string?[]>> CanonicalRowsAsync(IReadOnlyList<LandedSlice> slices, IReadOnlyList<ColumnSpec> columns)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        connection.Execute("set TimeZone = 'UTC'");
        var rows = new List<string?[]>();
        foreach (var slice in slices)
        {
            await using var read = await Store.FetchAsync(slice.Object, slice.Sha256, default);
            var cast = string.Join(", ", columns.Select(column => $"{Sql.Identifier(column.Name)}::{column.Type} as {Sql.Identifier(column.Name)}"));
            using var result = connection.Query($"select {string.Join(", ", columns.Select(column => CanonicalSql.DuckDb(column.Name, column.Type)))} from (select {cast} from {Parquet.Relation([read.LocalPath])})");
            rows.AddRange(result.Rows().Select(row => row.Select((value, i) => Canonical.Text((string?)value, columns[i].Type)).ToArray()));
        }

        return rows;
    }

    public void Dispose() => Directory.Delete(home, recursive: true);
}
