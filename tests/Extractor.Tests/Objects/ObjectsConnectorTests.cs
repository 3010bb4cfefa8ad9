using System.IO.Compression;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Emulator;
using EtlMesh.Extractor.Planning;
using EtlMesh.Extractor.Tests.Files;

namespace EtlMesh.Extractor.Tests.Objects;

public sealed class ObjectsConnectorTests(Cloud cloud) : IClassFixture<Cloud>
{
    private const string Two = "a: bigint; b: varchar";

    public static TheoryData<string, string, string> Globs => new()
    {
        { "t.*", "t.csv", "1" },
        { "2026/*.jsonl", "2026/x.jsonl 2026/y.jsonl", "2,3" },
        { "2026/?.jsonl", "2026/x.jsonl 2026/y.jsonl", "2,3" },
        { "day=*/part-*.csv.gz", "day=1/part-0.csv.gz day=2/part-0.csv.gz", "4,5" },
        { "**/part-*.csv.gz", "day=1/part-0.csv.gz day=2/deep/part-9.csv.gz day=2/part-0.csv.gz", "4,6,5" },
        { "deep.json", "deep.json", "7" },
    };

    [Theory]
    [MemberData(nameof(Globs))]
    public async Task Objects_AreFoundByPrefixAndGlob(string glob, string keys, string rows)
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "in/t.csv", "a,b\n1,x\n");
        await cloud.PutAsync(bucket, "in/t.csv.bak", "a,b\n9,x\n");
        await cloud.PutAsync(bucket, "in/2026/", "");
        await cloud.PutAsync(bucket, "in/2026/x.jsonl", "{\"a\":2}\n");
        await cloud.PutAsync(bucket, "in/2026/y.jsonl", "{\"a\":3}\n");
        await cloud.PutAsync(bucket, "in/day=1/part-0.csv.gz", Zipped("a,b\n4,x\n"));
        await cloud.PutAsync(bucket, "in/day=2/part-0.csv.gz", Zipped("a,b\n5,x\n"));
        await cloud.PutAsync(bucket, "in/day=2/deep/part-9.csv.gz", Zipped("a,b\n6,x\n"));
        await cloud.PutAsync(bucket, "in/deep.json", "{\"data\":[{\"a\":7}]}");
        await cloud.PutAsync(bucket, "other/t.csv", "a,b\n8,x\n");
        using var night = cloud.Night(bucket);
        var table = FilesNight.Table(glob, Two) with { Json = new() { Records = "data" } };

        var probe = await night.ProbeAsync(table);
        Assert.True(probe.Ready);
        Assert.StartsWith($"s.t: {keys.Split(' ').Length} file", probe.Lines.Single(), StringComparison.Ordinal);
        var landing = await night.ExtractAsync(table);
        Assert.Equal(rows, string.Join(',', landing.Rows.Select(row => row[0])));
        Assert.Empty(night.Left);
    }

    [Fact]
    public async Task BadRecord_IsKeptWithItsObjectAndLine()
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "in/t1.csv", "a,b\n1,x\n");
        await cloud.PutAsync(bucket, "in/t2.csv", "a,b\n2,x\nbad,y\n");
        using var night = cloud.Night(bucket);
        var landing = await night.ExtractAsync(FilesNight.Table("t*.csv", Two));
        Assert.Equal([3L, "column a: `bad` is not a BIGINT", "bad,y", "t2.csv"], landing.Quarantined.Single());
        Assert.Equal("1,x|2,x", landing.Text);
    }

    [Fact]
    public async Task Listing_OfMoreThanAPage_IsReadToItsEnd()
    {
        var bucket = await cloud.NewBucketAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_100), async (i, _) => await cloud.PutAsync(bucket, $"in/t{i:0000}.csv", $"a\n{i}\n"));
        using var night = cloud.Night(bucket);
        var landing = await night.ExtractAsync(FilesNight.Table("t*.csv", "a: bigint"));
        Assert.Equal(Enumerable.Range(0, 1_100).Select(i => (long)i), landing.Rows.Select(row => (long)row[0]!));
    }

    /// <summary>Night by night: what is new is read, what came late or was replaced is read again, what is old is not.</summary>
    [Fact]
    public async Task LaterNights_ReadWhatIsNewSinceTheLastOne()
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "in/t1.csv", "a\n1\n2\n");
        var first = await cloud.ModifiedAsync(bucket, "in/t1.csv");
        await cloud.PutAfterAsync(bucket, "in/t2.csv", "a\n3\n", than: first);
        var second = await cloud.ModifiedAsync(bucket, "in/t2.csv");
        using var night = cloud.Night(bucket);
        var table = FilesNight.Table("t*.csv", "a: bigint; object_key: varchar; object_modified_at: timestamptz; object_line: bigint") with
        {
            Key = ["object_key", "object_line"],
            Watermark = "object_modified_at",
            Lag = TimeSpan.Zero,
        };

        var whole = await night.ExtractAsync(table, night: At(second.AddHours(1)));
        Assert.Equal("1,t1.csv,2|2,t1.csv,3|3,t2.csv,2", Text(whole));
        Assert.Equal([first, first, second], whole.Rows.Select(row => (DateTime)row[2]!).Select(time => DateTime.SpecifyKind(time, DateTimeKind.Utc)));

        await cloud.PutAfterAsync(bucket, "in/t3.csv", "a\n4\n", than: second);
        await cloud.PutAfterAsync(bucket, "in/t1.csv", "a\n5\n", than: second); // replaced
        var last = await cloud.ModifiedAsync(bucket, "in/t1.csv");
        var head = new TableBase { Source = "s", Table = "t", Hi = whole.Slices.Single().Hi, Watermark = table.Watermark, Key = table.Key, Columns = table.Columns, AsOf = DateOnly.FromDateTime(second) };
        var delta = await night.ExtractAsync(table, head, At(last.AddHours(1)));
        Assert.Equal("5,t1.csv,2|3,t2.csv,2|4,t3.csv,2", Text(delta)); // t2 is as old as the head: read again, and the key lays it over itself

        var lagging = await night.PlanAsync(table with { Lag = TimeSpan.FromHours(1) }, head, At(last.AddHours(1)));
        Assert.Contains("t3.csv", lagging.Slices.Single(), StringComparison.Ordinal);
        var early = await night.PlanAsync(table, head with { Hi = $"{last.AddMinutes(1):yyyy-MM-dd HH:mm:ss.ffffff}+00" }, At(last.AddHours(1)));
        Assert.DoesNotContain("csv", early.Slices.Single(), StringComparison.Ordinal);
        Assert.Equal(0, (await night.LandAsync(table, early)).Single().Rows); // a quiet night is no empty table
    }

    [Fact]
    public async Task WatermarkByObject_WithoutAKey_IsRefused()
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "in/t.csv", "a\n1\n");
        using var night = cloud.Night(bucket);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(FilesNight.Table("t.csv") with { Watermark = "object_modified_at" }));
        Assert.Contains("such as `key: [object_key, object_line]`", refused.Message, StringComparison.Ordinal);
        var sniffed = await night.PlanAsync(FilesNight.Table("t.csv") with { Watermark = "object_modified_at", Key = ["object_key"] });
        Assert.Equal("a bigint, object_key varchar, object_modified_at timestamptz", string.Join(", ", sniffed.Columns.Select(column => $"{column.Name} {column.Type}")));
    }

    [Fact]
    public async Task ObjectReplacedOrRemovedAfterThePlan_StopsTheAttempt()
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "in/t.csv", "a,b\n1,x\n");
        using var night = cloud.Night(bucket);
        var table = FilesNight.Table("t.csv", Two);
        var plan = await night.PlanAsync(table);
        await cloud.PutAsync(bucket, "in/t.csv", "a,b\n2,x\n");
        var replaced = await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(table, plan));
        Assert.Contains("The object was changed since the source was looked at", replaced.Message, StringComparison.Ordinal);
        await cloud.S3.DeleteObjectAsync(bucket, "in/t.csv");
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(table, plan));
        Assert.Empty(await night.Store.ListAsync("", default).ToListAsync());
        Assert.Empty(night.Left);
    }

    [Theory]
    [InlineData("../t.csv")]
    [InlineData("/t.csv")]
    [InlineData("a/../../t.csv")]
    public async Task GlobOutOfThePrefix_IsRefused(string path)
    {
        using var night = cloud.Night("nobody-asks-it");
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(FilesNight.Table(path, Two)));
    }

    [Theory]
    [InlineData("s3://UPPER/x")]
    [InlineData("s3://b/../other")]
    [InlineData("s3:///x")]
    public async Task AddressThatIsNoBucket_IsRefused(string address)
    {
        using var night = new SourceNight(address, with => new EtlMesh.Extractor.Objects.ObjectsConnector(with, TimeProvider.System));
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ProbeAsync(FilesNight.Table("t.csv")));
        Assert.Contains("`s3://bucket/prefix`", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ObjectLargerThanTheLimit_IsRefusedByName()
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "in/t.csv", new byte[1_000_001]);
        using var night = cloud.Night(bucket);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(FilesNight.Table("t.csv", Two)));
        Assert.Contains("the limit of an object is 1000000", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in/a/../../t.csv")]
    [InlineData("in/../t.csv")]
    [InlineData("in/t&#10;.csv")]
    public async Task KeyWithAWayOut_IsRefused(string key)
    {
        await using var proxy = FaultProxy.Start(cloud.Url);
        proxy.On(_ => true, new ProxyFault.Answer(200, $"""
            <?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>in/</Prefix><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>
            <Contents><Key>{key}</Key><LastModified>2026-11-20T10:00:00.000Z</LastModified><ETag>"e"</ETag><Size>8</Size></Contents></ListBucketResult>
            """.Trim(), "application/xml"));
        using var night = cloud.Night("b-of-others", proxy.Url);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(FilesNight.Table("**", Two) with { Format = Pipelines.TableFormat.Csv }));
        Assert.Contains("which no honest delivery has", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingBucket_IsNamed()
    {
        using var night = cloud.Night("no-such-bucket");
        var missing = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ProbeAsync(FilesNight.Table("t.csv")));
        Assert.Contains("Listing s3://no-such-bucket/in/: 404 NoSuchBucket", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StoreThatFailsAtTimes_IsAskedAgain_AndABrokenBodyGoesOn(bool breaks)
    {
        var bucket = await cloud.NewBucketAsync();
        var content = "a,b\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i},x\n"));
        await cloud.PutAsync(bucket, "in/t.csv", content);
        await using var proxy = FaultProxy.Start(cloud.Url);
        var rule = proxy.On(call => call.Target.Contains("/in/t.csv", StringComparison.Ordinal), breaks ? new ProxyFault.BreakAnswer(100_000) : ProxyFault.S3Error(503, "SlowDown"), times: 2);
        using var night = cloud.Night(bucket, proxy.Url);
        var landing = await night.ExtractAsync(FilesNight.Table("t.csv", Two));
        Assert.Equal((60_000L, 2), (landing.Read, rule.Happened));
    }

    [Fact]
    public async Task StoreThatStaysAway_IsTransient()
    {
        var bucket = await cloud.NewBucketAsync();
        await using var proxy = FaultProxy.Start(cloud.Url);
        proxy.On(_ => true, ProxyFault.S3Error(500, "InternalError"), times: int.MaxValue);
        using var night = cloud.Night(bucket, proxy.Url);
        var away = await Assert.ThrowsAsync<TransientEtlException>(() => night.ProbeAsync(FilesNight.Table("t.csv")));
        Assert.Contains("500 InternalError: A fault of the test. It was tried 6 times", away.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GzipBomb_IsRefusedByName()
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "in/t.csv.gz", Zipped("a,b\n" + new string('\n', 3_000_000)));
        using var night = cloud.Night(bucket, options: new ExtractorOptions { ScratchFolder = "", Limits = new() { InflatedBytes = 1_000_000, InflatedRatio = 20 } });
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.csv.gz", Two)));
        Assert.Contains("the limit (20 times the size", refused.Message, StringComparison.Ordinal);
        Assert.Empty(night.Left);
    }

    /// <summary>Byte order mark, mixed line ends, embedded newline, open quote, ragged rows, invalid UTF-8, NUL, from a bucket.</summary>
    [Fact]
    public async Task HostileCsv_IsLoadedOrQuarantined()
    {
        var bucket = await cloud.NewBucketAsync();
        await cloud.PutAsync(bucket, "in/t.csv", [.. Encoding.UTF8.GetBytes("\uFEFFa,b\r\n1,x\n2,\"y\r\nz\"\r3\n4,u,v\n"), .. "5,"u8, 0xFF, .. "\n6,n"u8, 0, .. "\n7,ok\n8,\"open"u8]);
        using var night = cloud.Night(bucket);
        var landing = await night.ExtractAsync(FilesNight.Table("t.csv", Two));
        Assert.Equal("1,x|2,y\r\nz|7,ok", landing.Text);
        Assert.Equal([5L, 6L, 7L, 8L, 10L], landing.BadLines);
        Assert.Equal(8, landing.Read);
    }

    private static PlannedNight At(DateTime now) => new(DateOnly.FromDateTime(now), TimeZoneInfo.Utc, new DateTimeOffset(now, TimeSpan.Zero));

    private static string Text(Files.Landing landing) => string.Join('|', landing.Rows.Select(row => $"{row[0]},{row[1]},{row[3]}"));

    private static byte[] Zipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
