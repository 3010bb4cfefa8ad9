using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>A table of an API, page by page. While one is read, the next one is fetched.</summary>
internal sealed class ApiTable
{
    private readonly ApiClient client;
    private readonly ApiAccess access;
    private readonly TableDefinition table;
    private readonly RecordLimits limits;
    private readonly Uri address;
    private readonly string accept;

    /// <param name="client">Asks.</param>
    /// <param name="access">How the API is reached.</param>
    /// <param name="table">The table.</param>
    /// <param name="window">What the API is told of it.</param>
    /// <param name="limits">How much of a page is taken on trust.</param>
    public ApiTable(ApiClient client, ApiAccess access, TableDefinition table, IEnumerable<(string Name, string Value)> window, RecordLimits limits)
    {
        (this.client, this.access, this.table, this.limits) = (client, access, table, limits);
        address = ApiAddress.Below(access.Connection, table.Http.Path ?? table.Name, table.Http.Params.Select(pair => (pair.Key, pair.Value)).Concat(window));
        var format = table.Format ?? TableFormats.OfFile(table.Glob) ?? TableFormat.Json;
        Reading = FileReadings.Of(table, format, limits);
        accept = format switch { TableFormat.Json => "application/json", TableFormat.Jsonl => "application/x-ndjson", TableFormat.Csv => "text/csv", _ => "*/*" };
    }

    /// <summary>What may be shown of its address.</summary>
    public string Name => ApiAddress.Shown(address);

    public IFileReading Reading { get; }

    /// <returns>Null when the API answers; otherwise why it does not.</returns>
    public Task<ApiFailure?> ProbeAsync(CancellationToken ct) => client.ProbeAsync(access, new PageWalk(table.Http, address).First, accept, ct);

    /// <param name="scratch">A folder for the pages.</param>
    /// <param name="ct">Ends it.</param>
    public IEnumerable<ApiPage> Pages(string scratch, CancellationToken ct)
    {
        Directory.CreateDirectory(scratch);
        var walk = new PageWalk(table.Http, address);
        using var ahead = new Ahead<ApiPage>(ct);
        ahead.Begin(token => FetchAsync(walk, walk.First, scratch, token));
        while (ahead.IsComing)
        {
            var page = ahead.Take();
            if (page.Next is { } next)
                ahead.Begin(token => FetchAsync(walk, next, scratch, token));
            yield return page;
        }
    }

    private async Task<ApiPage> FetchAsync(PageWalk walk, Uri place, string scratch, CancellationToken ct)
    {
        var name = $"{Name} page {walk.Page}";
        var answer = await client.FetchAsync(access, place, accept, Path.Combine(scratch, Guid.CreateVersion7().ToString("N")), $"Reading {name}", ct);
        var file = new LocalFile(new SourceFile(name, answer.Bytes, 0), answer.Path, limits, isCopy: true);
        try
        {
            var isEmpty = answer.Bytes == 0; // 204: no content
            var count = isEmpty ? 0 : (Reading as JsonReading)?.Count(file, ct);
            var token = isEmpty || table.Http.Next is null ? null : JsonScalar.Find(file.OpenRecords(), table.Http.Next, name);
            return new ApiPage(file, count, walk.After(place, answer, count, token));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
