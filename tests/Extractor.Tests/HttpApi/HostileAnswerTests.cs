using System.IO.Compression;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Extractor.HttpApi;
using EtlMesh.Pipelines;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Extractor.Tests.HttpApi;

/// <summary>Answers that would fill memory or disk, and JSON that other readers bend.</summary>
public sealed class HostileAnswerTests
{
    /// <summary>A megabyte on the wire that unpacks without end.</summary>
    [Fact]
    public async Task CompressedBomb_IsRefusedWithTheLimit()
    {
        await using var server = await ApiServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zipped = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var zeros = new byte[1024 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await zipped.WriteAsync(zeros, context.RequestAborted);
        });
        using var night = server.Night(options: new ExtractorOptions { ScratchFolder = "", HttpApi = new HttpApiOptions { PageBytes = 20_000_000 } });
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(ApiServer.Table()));
        Assert.Contains("page 1: the page is larger than 20000000 bytes, the limit of a page", refused.Message, StringComparison.Ordinal);
        Assert.Empty(night.Left);
    }

    /// <summary>A field of a gigabyte: it lies on disk, and no more of it than a record may have is taken into memory.</summary>
    [Fact]
    public async Task FieldOfAGigabyte_IsRefusedWithTheLimit_InBoundedMemory()
    {
        await using var server = await ApiServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("{\"items\":[{\"id\":\"");
            var letters = Encoding.ASCII.GetBytes(new string('x', 1_000_000));
            for (var i = 0; i < 1_000; i++)
                await context.Response.Body.WriteAsync(letters);
            await context.Response.WriteAsync("\"}]}");
        });
        using var night = server.Night();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(ApiServer.Table("id: varchar")));
        Assert.Contains("is longer than 16777216 bytes, the limit of a record", refused.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 400_000_000);
        Assert.Empty(night.Left);
    }

    [Fact]
    public async Task HundredThousandKeys_AreRefusedWithTheLimit()
    {
        await using var server = await ApiServer.StartAsync("{\"items\":[{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"k{i}\":{i}")) + "}]}");
        using var night = server.Night();
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(ApiServer.Table(null)));
        Assert.Contains("more than 4096 different keys, the limit of columns", refused.Message, StringComparison.Ordinal);
        Assert.Empty(night.Left);
    }

    /// <summary>Deep nesting, keys twice, 1e400, large decimals: the exact value, or quarantine with the reason.</summary>
    [Fact]
    public async Task JsonThatOtherReadersBend_IsExactOrQuarantined()
    {
        var deep = new string('[', 100) + new string(']', 100);
        await using var server = await ApiServer.StartAsync($$"""
            {"items":[
            {"id":1,"n":12345678901234567890.123456789,"x":{{deep}}},
            {"id":2,"id":3,"n":1},
            {"id":4,"n":1e400},
            {"id":5,"n":12345678901234567890.123456789},
            {"id":6,"n":1.25e3},
            {"id":7,"n":0.12345678901},
            {"id":1e0,"n":"\u0037.5"},
            {"id":8,"n":"\u0000"},
            {"id":9,"n":"\ud800"}
            ]}
            """);
        using var night = server.Night();
        var landing = await night.ExtractAsync(ApiServer.Table("id: bigint; n: decimal(38,10)"));
        Assert.Equal("5,12345678901234567890.1234567890|6,1250.0000000000|1,7.5000000000", landing.Text);
        Assert.Equal([1L, 2L, 3L, 6L, 8L, 9L], landing.BadLines);
        Assert.StartsWith("nested deeper than 64 levels, the limit", landing.Reasons.First(), StringComparison.Ordinal);
        Assert.Equal(9, landing.Read);
    }

    [Fact]
    public async Task NextTokenBehindAPageLargerThanTheWindow_IsFound()
    {
        var records = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"{{\"id\":{i},\"next\":\"wrong\",\"meta\":{{\"next\":\"wrong\"}}}}"));
        await using var server = await ApiServer.StartAsync(
            $"{{\"first\":{{\"next\":\"wrong\"}},\"items\":[{records}],\"meta\":{{\"other\":[{{\"next\":\"wrong\"}}],\"next\":7}}}}", "{\"meta\":{\"next\":false},\"items\":[{\"id\":50000}]}");
        using var night = server.Night();
        var landing = await night.ExtractAsync(ApiServer.Table(http: new HttpTableDefinition { Paging = HttpPaging.Cursor, Next = "meta.next" }));
        Assert.Equal(50_001, landing.Read);
        Assert.Equal(["/v1/t", "/v1/t?cursor=7"], server.Asked);
    }

    [Fact]
    public async Task Columns_AreSniffedFromThePages_AndJsonLinesAndCsvAreRead()
    {
        await using var server = await ApiServer.StartAsync("{\"items\":[{\"id\":1,\"at\":\"2026-01-02T03:04:05Z\",\"tags\":[]}],\"next\":\"a\"}", "{\"items\":[{\"id\":2.5}]}");
        using var night = server.Night();
        var plan = await night.PlanAsync(ApiServer.Table(null, new HttpTableDefinition { Paging = HttpPaging.Cursor, Next = "next" }));
        Assert.Equal("id double, at timestamptz, tags json", string.Join(", ", plan.Columns.Select(column => $"{column.Name} {column.Type}")));

        foreach (var (format, body) in new[] { (TableFormat.Jsonl, "{\"id\":1}\n{\"id\":2}\n"), (TableFormat.Csv, "id\n1\n2\n") })
        {
            await using var other = await ApiServer.StartAsync(body);
            using var lines = other.Night();
            Assert.Equal("1|2", (await lines.ExtractAsync(ApiServer.Table() with { Format = format, Json = new JsonDefinition() })).Text);
        }
    }
}
