using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Nights.Tests.FinancialTransactions;

/// <summary>The ledger's API, on this machine: the sample's records of a window, in pages with cursors, for whoever has the token.</summary>
internal sealed class LedgerApi : IAsyncDisposable
{
    public const string Token = "canary-secret";

    private readonly WebApplication app;
    private readonly List<JsonNode> records;
    private int pages;

    private LedgerApi(string sample)
    {
        records = [.. Directory.GetFiles(Path.Combine(sample, "ledger")).Order(StringComparer.Ordinal).SelectMany(page => JsonNode.Parse(File.ReadAllBytes(page))!["data"]!["items"]!.AsArray()).Select(item => item!.DeepClone())];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/v1/transactions", Answer);
    }

    public string Url => app.Urls.First() + "/v1";

    /// <summary>Pages that were given.</summary>
    public int Pages => Volatile.Read(ref pages);

    public static async Task<LedgerApi> StartAsync(string sample)
    {
        var api = new LedgerApi(sample);
        await api.app.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Answer(HttpRequest request, int limit, string? cursor, string? updated_since, string? updated_before)
    {
        if (request.Headers.Authorization != $"Bearer {Token}")
            return Results.Unauthorized();
        Interlocked.Increment(ref pages);
        var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var wanted = records.Where(item => IsWithin((string)item["updated_at"]!, updated_since, updated_before)).ToList();
        var page = wanted.Skip(from).Take(limit).Select(item => item.DeepClone()).ToArray();
        return Results.Text(
            new JsonObject
            {
                ["data"] = new JsonObject { ["items"] = new JsonArray(page) },
                ["meta"] = new JsonObject { ["next_cursor"] = from + limit < wanted.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : null },
            }.ToJsonString(),
            "application/json");
    }

    /// <summary>A record whose time is none is in every window.</summary>
    private static bool IsWithin(string updated, string? since, string? before) =>
        !char.IsAsciiDigit(updated[0])
        || ((since is null || string.CompareOrdinal(updated, since) >= 0) && (before is null || string.CompareOrdinal(updated, before) < 0));
}
