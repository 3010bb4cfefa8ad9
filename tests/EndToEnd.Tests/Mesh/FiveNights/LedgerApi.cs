using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>The API of the sample's ledger: bearer, cursor, a window by <c>updated_since</c> and <c>updated_before</c>; every seventh request is one too many.</summary>
internal sealed class LedgerApi : IAsyncDisposable
{
    /// <summary>What a caller must bring.</summary>
    public const string Token = "ledger-token";

    private readonly WebApplication app;
    private readonly IReadOnlyList<JsonObject> records;
    private int asked;

    private LedgerApi(IReadOnlyList<JsonObject> records)
    {
        this.records = records;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/v1/transactions", AnswerAsync);
    }

    public string Url => app.Urls.First() + "/v1";

    /// <summary>Requests that were answered with records.</summary>
    public int Answered { get; private set; }

    /// <param name="folder">Holds the records: pages as files.</param>
    public static async Task<LedgerApi> StartAsync(string folder)
    {
        var pages = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => JsonNode.Parse(File.ReadAllText(file))!);
        var api = new LedgerApi([.. pages.SelectMany(page => page["data"]!["items"]!.AsArray()).Select(item => (JsonObject)item!)]);
        await api.app.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (Interlocked.Increment(ref asked) % 7 == 2)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        }

        var from = query.TryGetValue("cursor", out var cursor) ? int.Parse(cursor.ToString(), CultureInfo.InvariantCulture) : 0;
        var size = query.TryGetValue("limit", out var limit) ? int.Parse(limit.ToString(), CultureInfo.InvariantCulture) : 500;
        var wanted = records.Where(record => IsWithin(record, query["updated_since"], query["updated_before"])).ToList();
        var page = new JsonObject
        {
            ["data"] = new JsonObject { ["items"] = new JsonArray([.. wanted.Skip(from).Take(size).Select(record => record.DeepClone())]) },
            ["meta"] = new JsonObject { ["next_cursor"] = from + size < wanted.Count ? (from + size).ToString(CultureInfo.InvariantCulture) : null },
        };
        Answered++;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(page.ToJsonString());
    }

    // A record whose time is none is told whatever is asked for: that is what the quarantine is for.
    private static bool IsWithin(JsonObject record, string? since, string? before) =>
        Moment(record["updated_at"]?.ToString()) is not { } at || ((Moment(since) ?? DateTimeOffset.MinValue) <= at && at < (Moment(before) ?? DateTimeOffset.MaxValue));

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
