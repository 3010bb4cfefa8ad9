using System.Text.Json;
using EtlMesh.Cli;
using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.ThirtyNights;

/// <summary>The pipeline <c>shop</c> in a folder of its own, used by commands alone.</summary>
internal sealed class Shop : IDisposable
{
    public const int KeptReleases = 5;

    private readonly string root = Directory.CreateTempSubdirectory("etlmesh-thirty-").FullName;

    public VirtualClock Clock { get; } = new();

    private string Pipeline => Path.Combine(root, "pipelines", "shop");

    public string Home => Path.Combine(root, ".etlmesh");

    /// <summary>Of the warehouse's file, in bytes.</summary>
    public long WarehouseBytes => new FileInfo(Path.Combine(Home, "warehouse.duckdb")).Length;

    /// <summary>Run dates with something in a part of the home.</summary>
    public IReadOnlyList<DateOnly> DatesIn(string part)
    {
        var folder = Path.Combine(Home, part, "shop");
        return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Where(Holds).Select(date => DateOnly.Parse(Path.GetFileName(date))).Order()] : [];

        static bool Holds(string date) => Directory.EnumerateFiles(date, "*", SearchOption.AllDirectories).Any();
    }

    public async Task WriteAsync(TimeZoneInfo zone, IReadOnlyList<SourceTable> tables)
    {
        foreach (var (name, text) in ShopFiles.Of(zone, tables.Select(table => table.Shape)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Pipeline, name))!);
            await File.WriteAllTextAsync(Path.Combine(Pipeline, name), text);
        }

        var sample = Directory.CreateDirectory(Path.Combine(Pipeline, "sample")).FullName;
        foreach (var table in tables)
            await table.DeliverAsync(sample);
    }

    public async Task<Answer> RunAsync(params IEnumerable<string> words)
    {
        var (output, error, bytes) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" }, new MemoryStream());
        var exit = await CommandLine.RunAsync([.. words], new Shell
        {
            Out = output,
            Error = error,
            OpenOut = () => bytes,
            Folder = root,
            Time = Clock,
            Variable = name => name == "USER" ? "kim" : null,
        });
        return new Answer(exit, output + System.Text.Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>The rows of a query.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string sql)
    {
        var answer = await RunAsync("query", sql, "--output", "json");
        Assert.True(answer.Exit == ExitCodes.Done, $"{answer.Out}{answer.Error}\n{sql}");
        return [.. answer.Json.EnumerateArray()];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
