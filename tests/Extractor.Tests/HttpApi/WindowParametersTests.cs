using EtlMesh.Contracts;
using EtlMesh.Extractor.HttpApi;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.HttpApi;

public sealed class WindowParametersTests
{
    [Theory]
    [InlineData("timestamptz", HttpTimeFormat.Iso, "2026-11-19 22:15:30.25+00", "from=2026-11-19T22:15:30.25Z to=2026-11-21T00:00:00Z")]
    [InlineData("timestamp", HttpTimeFormat.Iso, "2026-11-19 22:15:30", "from=2026-11-19T22:15:30 to=2026-11-21T00:00:00")]
    [InlineData("date", HttpTimeFormat.Iso, "2026-11-19", "from=2026-11-19 to=2026-11-21")]
    [InlineData("timestamptz", HttpTimeFormat.Date, "2026-11-19 22:15:30+00", "from=2026-11-19 to=2026-11-21")]
    [InlineData("timestamptz", HttpTimeFormat.Seconds, "1970-01-01 00:00:01.9+00", "from=1 to=1795219200")]
    [InlineData("timestamptz", HttpTimeFormat.Seconds, "1969-12-31 23:59:58.5+00", "from=-2 to=1795219200")]
    [InlineData("timestamptz", HttpTimeFormat.Millis, "1970-01-01 00:00:01.0009+00", "from=1000 to=1795219200000")]
    [InlineData("bigint", HttpTimeFormat.Iso, "4711", "from=4711")]
    public void Window_IsWrittenAsTheApiReadsIt(string type, HttpTimeFormat format, string lo, string expected)
    {
        var until = type switch { "date" => "2026-11-21", "timestamp" => "2026-11-21 00:00:00", "timestamptz" => "2026-11-21 00:00:00+00", _ => null };
        var parameters = WindowParameters.Of(Table(format), new TableWindow { Lo = lo, Until = until }, type);
        Assert.Equal(expected, string.Join(' ', parameters.Select(pair => $"{pair.Name}={pair.Value}")));
    }

    /// <summary>A coarser parameter is wider than the window, never narrower.</summary>
    [Fact]
    public void EndWithinAUnit_IsRoundedUp()
    {
        var window = new TableWindow { Until = "2026-11-20 10:00:00.5+00" };
        Assert.Equal("1795168801", WindowParameters.Of(Table(HttpTimeFormat.Seconds), window, "timestamptz").Single().Value);
        Assert.Equal("2026-11-21", WindowParameters.Of(Table(HttpTimeFormat.Date), window, "timestamptz").Single().Value);
    }

    [Fact]
    public void SecondsOfALocalTime_AreRefused() =>
        Assert.Contains(
            "declare it as timestamptz",
            Assert.Throws<TerminalEtlException>(() => WindowParameters.Of(Table(HttpTimeFormat.Seconds), new TableWindow { Lo = "2026-11-20 10:00:00" }, "timestamp").ToList()).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task SecondNight_AsksFromTheLagOn_AndSkipsWhatLiesOutside()
    {
        await using var server = await ApiServer.StartAsync("""
            {"items":[{"id":1,"at":"2026-11-19T22:49:59Z"},{"id":2,"at":"2026-11-19T22:50:00Z"},{"id":3,"at":"2026-11-20T23:59:59.999999Z"},{"id":4,"at":"2026-11-21T00:00:00Z"}]}
            """);
        using var night = server.Night();
        var table = Table(HttpTimeFormat.Iso, "id: bigint; at: timestamptz") with { Key = ["id"] };
        var landing = await night.ExtractAsync(table, new TableBase
        {
            Source = "s",
            Table = "t",
            Hi = "2026-11-19 23:00:00+00",
            Watermark = "at",
            Key = ["id"],
            Columns = table.Columns,
            AsOf = new DateOnly(2026, 11, 19),
        });

        Assert.Equal("/v1/t?from=2026-11-19T22%3A50%3A00Z&to=2026-11-21T00%3A00%3A00Z", server.Asked.Single());
        Assert.Equal([2L, 3L], landing.Rows.Select(row => (long)row[0]!));
        Assert.Equal((4, 2), (landing.Read, landing.Slices.Single().RowsSkipped));
        Assert.Equal("2026-11-20 23:59:59.999999+00", landing.Slices.Single().Hi);
    }

    private static TableDefinition Table(HttpTimeFormat format, string? columns = null) =>
        ApiServer.Table(columns, new HttpTableDefinition { Since = "from", Until = "to", TimeFormat = format }) with { Watermark = "at" };
}
