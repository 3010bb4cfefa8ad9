using System.Text.Json;
using System.Text.Json.Nodes;
using EtlMesh.Cli;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>All five nights of the product in one mesh at the same time, each from the servers that it is written for.</summary>
public sealed class FiveNightsTests : IDisposable
{
    private const string Date = "2026-10-31";
    private static readonly string[] Pipelines = ["daily-metrics", "daily-pnl", "dump-analytics", "financial-transactions", "sales-lake"];
    private readonly Workplace place = new(Workplace.Product(Pipelines[0]));

    public FiveNightsTests()
    {
        foreach (var pipeline in Pipelines.Skip(1))
            place.Add(Workplace.Product(pipeline));
    }

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Nights_AtTheSameTime_FromRealServers_PublishWhatTheirSamplesGive()
    {
        foreach (var pipeline in Pipelines)
            (await place.RunHereAsync("run", pipeline, "--date", Date, "--output", "json")).ExpectExit(ExitCodes.Done);
        var embedded = await PublishedAsync();
        Assert.Equal(Pipelines, embedded.Keys.Select(table => table.Split('.')[0].Replace("_staging", "", StringComparison.Ordinal).Replace('_', '-')).Distinct().Order(StringComparer.Ordinal));

        await using var sources = await LiveSources.StartAsync();
        foreach (var (name, value) in sources.Environment)
            place.Environment[name] = value;
        await using var mesh = new LocalMesh(place);
        await mesh.UpAsync();

        var nights = await Task.WhenAll(Pipelines.Select(pipeline => place.RunAsync("runs", "start", pipeline, "--date", Date, "--wait")));

        foreach (var night in nights)
            Assert.Contains("Published release ", night.ExpectExit(ExitCodes.Done).Output, StringComparison.Ordinal);
        Assert.True(sources.Ledger.Answered > 1, "the ledger's records are on more than one page");
        foreach (var (table, rows) in embedded)
            Assert.Equal(rows, Plain(await mesh.RowsAsync(table)));
        var lake = (await place.RunAsync("query", "--lake", "sales-lake", "select count(*) as sales from fct_sales", "--output", "csv")).ExpectExit(ExitCodes.Done);
        Assert.Equal($"sales\n{embedded["sales_lake.fct_sales"].Count - 1}\n", lake.Output.ReplaceLineEndings("\n"));
    }

    /// <summary>Every table and view that readers of the embedded warehouse see, with its rows.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> PublishedAsync()
    {
        await using var warehouse = await DuckDbWarehouse.OpenAsync(Path.Combine(place.Home, "warehouse.duckdb"), TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        var published = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(warehouse))
            published[table] = Plain(await LocalMesh.RowsAsync(warehouse, table));
        return published;
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(IWarehouse warehouse)
    {
        var schemas = string.Join(" or ", Pipelines.Select(pipeline => pipeline.Replace('-', '_')).Select(schema => $"table_schema in ('{schema}', '{schema}_staging')"));
        await using var result = await warehouse.Reader.QueryAsync($"select table_schema || '.' || table_name from information_schema.tables where {schemas}", CancellationToken.None);
        var tables = new List<string>();
        await foreach (var row in result.RowsAsync())
            tables.Add((string)row[0]!);
        return tables;
    }

    /// <summary>Documents of JSON as one text, whatever the engine makes of their spaces and the order of their keys.</summary>
    private static IReadOnlyList<string> Plain(IReadOnlyList<string> lines) =>
        [lines[0], .. lines.Skip(1).Select(line => JsonSerializer.Serialize(JsonSerializer.Deserialize<string?[]>(line)!.Select(Plain))).Order(StringComparer.Ordinal)];

    private static string? Plain(string? value) => value is ['{', ..] or ['[', ..] && TryParse(value) is { } document ? Sorted(document)!.ToJsonString() : value;

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null; // a text that only begins like a document
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
