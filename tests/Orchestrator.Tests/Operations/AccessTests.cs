using System.Net;
using System.Net.Http.Headers;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Tests.Persistence;

namespace EtlMesh.Orchestrator.Tests.Operations;

/// <summary>Who may not call is told so, and written down.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class AccessTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task CallWithoutTheToken_IsRefusedAndRecorded()
    {
        var connection = await database.CreateAsync();
        await using var host = await OperationsHost.StartAsync(connection);
        string?[] shown = [null, "", "Bearer", "Bearer ", $"Bearer {OperationsHost.Token}x", $"Bearer {OperationsHost.Token[..^1]}", $"bearer {OperationsHost.Token}", $"Basic {OperationsHost.Token}"];

        foreach (var authorization in shown)
        {
            foreach (var (method, path) in new[] { (HttpMethod.Get, "/api/pipelines"), (HttpMethod.Post, "/api/runs"), (HttpMethod.Put, "/api/bundles"), (HttpMethod.Get, "/api/nothing") })
                Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, method, path, authorization));
        }

        var rows = await OrchestratorDatabase.ReadAsync(connection, db => db.Audit);
        Assert.Equal(shown.Length * 4, rows.Count);
        Assert.All(rows, row => Assert.Equal("refused", row.Outcome));
        Assert.Contains(rows, row => row is { Actor: "eve", Action: "runs.start", Subject: "POST /api/runs" });
    }

    [Fact]
    public async Task OrchestratorWithoutAToken_RefusesEveryCall()
    {
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync(), token: "");

        foreach (var authorization in new[] { null, "Bearer ", $"Bearer {OperationsHost.Token}" })
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, HttpMethod.Get, "/api/pipelines", authorization));
    }

    [Fact]
    public async Task CallOfABrowsersPage_IsRefusedAndRecorded()
    {
        var connection = await database.CreateAsync();
        await using var host = await OperationsHost.StartAsync(connection);
        using var call = new HttpRequestMessage(HttpMethod.Post, "/api/runs") { Headers = { { "Origin", "https://evil.example" } } };

        var refused = await host.AsAsync<ErrorDocument>(await host.Client.SendAsync(call), HttpStatusCode.Forbidden);

        Assert.Contains("browser", refused.Error, StringComparison.Ordinal);
        var row = Assert.Single(await OrchestratorDatabase.ReadAsync(connection, db => db.Audit));
        Assert.Equal(("ada", "runs.start", "refused"), (row.Actor, row.Action, row.Outcome));
    }

    [Fact]
    public async Task CallThatIsNotUnderstood_IsRefusedWithTheReason()
    {
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync());

        Assert.Contains("name", (await host.RefusedAsync("/api/pipelines/..%2Fetc/pause", null, HttpStatusCode.BadRequest)).Error, StringComparison.Ordinal);
        Assert.Contains("id", (await host.RefusedAsync("/api/runs/1%20OR%201=1/cancel", null, HttpStatusCode.BadRequest)).Error, StringComparison.Ordinal);
        Assert.Contains("$.dat", (await host.RefusedAsync("/api/runs", new { pipeline = "shop", dat = "2026-11-20" }, HttpStatusCode.BadRequest)).Error, StringComparison.Ordinal);
        Assert.Contains("key", (await host.RefusedAsync("/api/runs", new { pipeline = "shop", key = "'; drop" }, HttpStatusCode.BadRequest)).Error, StringComparison.Ordinal);
        Assert.Contains("knows no pipeline shop", (await host.RefusedAsync("/api/runs", new { pipeline = "shop" }, HttpStatusCode.NotFound)).Error, StringComparison.Ordinal);
        Assert.Contains("knows no pipeline", (await host.RefusedAsync("/api/pipelines/shop/pause", null, HttpStatusCode.NotFound)).Error, StringComparison.Ordinal);
        Assert.Contains("knows no POST", (await host.RefusedAsync("/api/nothing", null, HttpStatusCode.NotFound)).Error, StringComparison.Ordinal);
        Assert.Contains("limit", (await host.AsAsync<ErrorDocument>(await host.Client.GetAsync("/api/audit?limit=0"), HttpStatusCode.BadRequest)).Error, StringComparison.Ordinal);
        Assert.Contains("state", (await host.AsAsync<ErrorDocument>(await host.Client.GetAsync("/api/runs?state=asleep"), HttpStatusCode.BadRequest)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyThatIsTooLarge_IsRefused()
    {
        var connection = await database.CreateAsync();
        await using var host = await OperationsHost.StartAsync(connection);
        using var told = new HttpRequestMessage(HttpMethod.Post, "/api/runs") { Content = new ByteArrayContent(new byte[65 * 1024]), Headers = { ExpectContinue = true } };
        using var untold = new HttpRequestMessage(HttpMethod.Post, "/api/runs") { Content = new StreamContent(new MemoryStream(new byte[65 * 1024])), Headers = { TransferEncodingChunked = true } };

        var refused = await host.AsAsync<ErrorDocument>(await host.Client.SendAsync(told), HttpStatusCode.RequestEntityTooLarge);
        try
        {
            await host.Client.SendAsync(untold);
        }
        catch (HttpRequestException)
        {
            // The orchestrator hangs up on whoever goes on sending; its answer may be lost by that.
        }

        Assert.Contains("larger", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["refused", "refused"], (await OrchestratorDatabase.ReadAsync(connection, db => db.Audit)).Select(row => row.Outcome));
    }

    [Fact]
    public async Task Actors_AreWhatCanBeWrittenDown()
    {
        var connection = await database.CreateAsync();
        await using var host = await OperationsHost.StartAsync(connection);
        foreach (var actor in new[] { "ada@etl", "a b", new string('a', 65), "<script>" })
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, "/api/nothing");
            host.Client.DefaultRequestHeaders.Remove(Caller.Header);
            call.Headers.TryAddWithoutValidation(Caller.Header, actor);
            await host.Client.SendAsync(call);
        }

        Assert.Equal(["ada@etl", "api", "api", "api"], (await OrchestratorDatabase.ReadAsync(connection, db => db.Audit.OrderBy(row => row.Id))).Select(row => row.Actor));
    }

    private static async Task<HttpStatusCode> StatusAsync(OperationsHost host, HttpMethod method, string path, string? authorization)
    {
        using var client = new HttpClient { BaseAddress = host.Client.BaseAddress };
        using var call = new HttpRequestMessage(method, path) { Headers = { { Caller.Header, "eve" } } };
        if (authorization is not null)
            call.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await client.SendAsync(call);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            Assert.Equal([new AuthenticationHeaderValue("Bearer")], answer.Headers.WwwAuthenticate);
        return answer.StatusCode;
    }
}
