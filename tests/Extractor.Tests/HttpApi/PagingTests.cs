using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Extractor.Tests.HttpApi;

/// <summary>A table of 25 records in pages of at most 10, by every paging there is.</summary>
public sealed class PagingTests
{
    private const int Records = 25;

    /// <summary>Paging, and what the server is asked for.</summary>
    public static TheoryData<HttpPaging, string> Pagings => new()
    {
        { HttpPaging.None, "/v1/t" },
        { HttpPaging.Page, "/v1/t?limit=10&page=1 /v1/t?limit=10&page=2 /v1/t?limit=10&page=3 /v1/t?limit=10&page=4" },
        { HttpPaging.Offset, "/v1/t?limit=10&offset=0 /v1/t?limit=10&offset=10 /v1/t?limit=10&offset=20 /v1/t?limit=10&offset=25" },
        { HttpPaging.Cursor, "/v1/t?limit=10 /v1/t?limit=10&cursor=c%2F10%3D /v1/t?limit=10&cursor=c%2F20%3D" },
        { HttpPaging.Next, "/v1/t?limit=10 /v1/t?at=10 /v1/t?at=20" },
        { HttpPaging.Link, "/v1/t?limit=10 /v1/t?at=10 /v1/t?at=20" },
    };

    [Theory]
    [MemberData(nameof(Pagings))]
    public async Task Pages_AreReadOnceEach(HttpPaging paging, string asked)
    {
        await using var server = await ApiServer.StartAsync(context => AnswerAsync(context, paging));
        using var night = server.Night();
        var landing = await night.ExtractAsync(ApiServer.Table(http: Divided(paging)));

        Assert.Equal(Enumerable.Range(0, Records).Select(id => (long)id), landing.Rows.Select(row => (long)row[0]!));
        Assert.Equal(Records, landing.Read);
        Assert.Equal(asked, string.Join(' ', server.Asked));
        Assert.Empty(night.Left);
    }

    /// <summary>Asked for 10, the server gives 4: no record is lost to a page that looks like the last one.</summary>
    [Theory]
    [InlineData(HttpPaging.Page)]
    [InlineData(HttpPaging.Offset)]
    public async Task ServerThatGivesLessThanAsked_IsReadToItsEnd(HttpPaging paging)
    {
        await using var server = await ApiServer.StartAsync(context =>
        {
            var from = paging == HttpPaging.Page ? (Number(context, "page") - 1) * 4 : Number(context, "offset");
            return context.Response.WriteAsync(ApiServer.Items(from, Math.Clamp(from + 4, from, Math.Max(from, Records))));
        });
        using var night = server.Night();
        Assert.Equal(Records, (await night.ExtractAsync(ApiServer.Table(http: Divided(paging)))).Rows.Select(row => row[0]).Distinct().Count());
    }

    [Fact]
    public async Task BadRecord_IsNumberedOverAllPages()
    {
        await using var server = await ApiServer.StartAsync(ApiServer.Items(0, 3, ",\"next\":\"a\""), "{\"items\":[{\"id\":3},{\"id\":\"x\"}]}");
        using var night = server.Night();
        var bad = (await night.ExtractAsync(ApiServer.Table(http: Divided(HttpPaging.Cursor)))).Quarantined.Single();
        Assert.Equal([5L, "column id: `x` is not a BIGINT", "{\"id\":\"x\"}", server.Url + "/t"], bad);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"items\":[]}")]
    public async Task ApiWithoutRecords_StopsTheNight_UnlessThatIsAllowed(string body)
    {
        await using var server = await ApiServer.StartAsync(context =>
        {
            context.Response.StatusCode = body.Length == 0 ? 204 : 200;
            return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
        });
        using var night = server.Night();
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(ApiServer.Table()));
        Assert.Contains("has no record", stopped.Message, StringComparison.Ordinal);
        Assert.Empty((await night.ExtractAsync(ApiServer.Table() with { AllowEmpty = true })).Rows);
    }

    public static TheoryData<HttpPaging, string, string> Circles => new()
    {
        { HttpPaging.Page, "{\"items\":[{\"id\":1}]}", "page 2 is the same as the one before, so the API does not heed the parameter `page`" },
        { HttpPaging.Offset, "{\"items\":[{\"id\":1}]}", "does not heed the parameter `offset`" },
        { HttpPaging.Cursor, "{\"items\":[{\"id\":1}],\"next\":\"again\"}", "page 2 leads back to one that was read before" },
        { HttpPaging.Next, "{\"items\":[{\"id\":1}],\"next\":\"/v1/t?at=1\"}", "page 2 leads back to one that was read before" },
        { HttpPaging.Next, "{\"items\":[{\"id\":1}],\"next\":{\"at\":1}}", "`next` leads to an object or an array" },
        { HttpPaging.Next, "{\"items\":[{\"id\":1}],\"next\":\"http://198.51.100.7/v1/t\"}", "names a next page on another host, http://198.51.100.7" },
        { HttpPaging.Next, "{\"items\":[{\"id\":1}],\"next\":\"//evil.example/t\"}", "names a next page on another host, http://evil.example" },
        { HttpPaging.Next, "{\"items\":[{\"id\":1}],\"next\":\"file:///etc/passwd\"}", "names a next page on another host" },
    };

    [Theory]
    [MemberData(nameof(Circles))]
    public async Task WayThatLeadsBackOrAway_IsRefused(HttpPaging paging, string body, string reason)
    {
        await using var server = await ApiServer.StartAsync(body);
        using var night = server.Night(new HttpDefinition { Bearer = "${TOKEN}" });
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(ApiServer.Table(http: Divided(paging))));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.InRange(server.Asked.Count, 1, 3);
    }

    [Fact]
    public async Task LinkToAnotherHost_IsRefused_AndThatHostHearsNothing()
    {
        await using var other = await ApiServer.StartAsync("{\"items\":[]}");
        await using var server = await ApiServer.StartAsync(context =>
        {
            context.Response.Headers.Link = $"<{other.Url}/t>; rel=next";
            return context.Response.WriteAsync(ApiServer.Items(0, 1));
        });
        using var night = server.Night(new HttpDefinition { Bearer = "${TOKEN}" });
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(ApiServer.Table(http: Divided(HttpPaging.Link))));
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task MorePagesThanAllowed_StopWithTheLimit()
    {
        var page = 0;
        await using var server = await ApiServer.StartAsync(context => context.Response.WriteAsync(ApiServer.Items(page, ++page, $",\"next\":\"{page}\"")));
        using var night = server.Night();
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(ApiServer.Table(http: Divided(HttpPaging.Cursor) with { MaxPages = 5 })));
        Assert.Contains("more than 5 pages, the limit", refused.Message, StringComparison.Ordinal);
        Assert.Equal(5, server.Asked.Count);
    }

    private static HttpTableDefinition Divided(HttpPaging paging) => new()
    {
        Paging = paging,
        PageSize = paging == HttpPaging.None ? null : 10,
        Next = paging is HttpPaging.Cursor or HttpPaging.Next ? "next" : null,
    };

    private static Task AnswerAsync(HttpContext context, HttpPaging paging)
    {
        var from = paging switch
        {
            HttpPaging.Page => (Number(context, "page") - 1) * 10,
            HttpPaging.Offset => Number(context, "offset"),
            HttpPaging.Cursor => context.Request.Query["cursor"] is [{ } token] ? int.Parse(token[2..^1], CultureInfo.InvariantCulture) : 0,
            HttpPaging.Next or HttpPaging.Link => Number(context, "at"),
            _ => 0,
        };
        var to = paging == HttpPaging.None ? Records : Math.Max(from, Math.Min(from + 10, Records));
        var isLast = to >= Records;
        if (paging == HttpPaging.Link)
            context.Response.Headers.Link = $"</v1/t?at=0>; rel=\"first\"{(isLast ? "" : $", </v1/t?at={to}>; title=\"a, b\"; rel=\"last next\"")}";
        var next = paging == HttpPaging.Cursor ? $",\"next\":{(isLast ? "null" : $"\"c/{to}=\"")}"
            : paging == HttpPaging.Next ? $",\"next\":\"{(isLast ? "" : $"?at={to}")}\""
            : "";
        return context.Response.WriteAsync(ApiServer.Items(from, to, next));
    }

    private static int Number(HttpContext context, string name) =>
        context.Request.Query[name] is [{ } text] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
}
