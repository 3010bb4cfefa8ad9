using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Tests.Files.Json;

/// <summary>Small documents with known counts: rows loaded, and the lines that end in quarantine.</summary>
public class JsonFixtureTests
{
    private const string Two = "a: bigint; b: varchar";

    public static TheoryData<string, string, string, string> Lines => new()
    {
        { "plain", "{\"a\":1,\"b\":\"x\"}\n{\"b\":\"y\",\"a\":2}\n", "1,x|2,y", "" },
        { "missing, null and unknown keys", "{\"a\":1}\n{\"b\":null,\"z\":[1,{}],\"a\":2}", "1,NULL|2,NULL", "" },
        { "blank lines, CRLF and byte order mark", "\uFEFF\r\n{\"a\":1,\"b\":\"x\"}\r\n \r\n{\"a\":2,\"b\":\"y\"}\r\n", "1,x|2,y", "" },
        { "escapes", "{\"\\u0061\":1,\"b\":\"x\\n\\u00e9\\\"\"}", "1,x\né\"", "" },
        { "broken line", "{\"a\":1,\"b\":\"x\"\n{\"a\":2,\"b\":\"y\"}\n{}}\nnot json\n", "2,y", "1,3,4" },
        { "not an object", "[1]\n5\n{\"a\":1,\"b\":\"\"}\n", "1,", "1,2" },
        { "duplicate keys", "{\"a\":1,\"a\":2}\n{\"a\":1,\"z\":1,\"\\u007a\":2}\n{\"a\":3,\"b\":\"z\"}\n", "3,z", "1,2" },
        { "numbers", "{\"a\":1.5}\n{\"a\":1e3}\n{\"a\":9223372036854775808}\n{\"a\":1e400}\n{\"a\":10e-1}\n{\"b\":1.50}\n", "1000,NULL|NULL,1.50", "1,3,4,5" },
        { "NUL and lone surrogates", "{\"b\":\"\\u0000\"}\n{\"b\":\"\\ud800\"}\n{\"a\":1}\n", "1,NULL", "1,2" },
        { "nested into text", "{\"a\":1,\"b\":{\"x\": [1, 2]}}\n{\"a\":{}}\n", "1,{\"x\": [1, 2]}", "2" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task JsonLines_AreAccountedFor(string name, string content, string rows, string badLines)
    {
        using var night = new FilesNight().With("t.jsonl", content);
        var landing = await night.ExtractAsync(FilesNight.Table("t.jsonl", Two));
        Assert.True(rows == landing.Text, $"{name}: {landing.Text} / {string.Join("; ", landing.Reasons)}");
        Assert.Equal(badLines, string.Join(',', landing.BadLines));
        Assert.Equal(landing.Rows.Count + landing.Quarantined.Count, landing.Read);
    }

    [Theory]
    [InlineData("[]", "", "", 0)]
    [InlineData("[\n{\"a\":1,\"b\":\"x\"},\n{\"a\":\"q\"}\n, 5, {\"a\":2,\n\"b\":\"]},{\\\"\"}\n]\n", "1,x|2,]},{\"", "3,4", 4)]
    [InlineData("[{\"a\":1,\"a\":2},{\"a\":1},[{\"a\":3}]]", "1,NULL", "1,1", 3)]
    public async Task JsonArray_IsAccountedFor(string content, string rows, string badLines, long read)
    {
        using var night = new FilesNight().With("t.json.gz", content);
        var landing = await night.ExtractAsync(FilesNight.Table("t.json.gz", Two) with { AllowEmpty = true });
        Assert.Equal((rows, badLines, read), (landing.Text, string.Join(',', landing.BadLines), landing.Read));
    }

    [Theory]
    [InlineData("{\"n\":{\"data\":[9]},\"data\":{\"x\":[1],\"items\":[{\"a\":1},{\"a\":2}],\"y\":{\"items\":[3]}},\"z\":[{}]}")]
    [InlineData("{\"data\":{\"items\":[{\"a\":1,\"b\":null},{\"a\":2}]}}")]
    public async Task JsonArray_IsFoundByItsPath(string content)
    {
        using var night = new FilesNight().With("t.json", content);
        var table = FilesNight.Table("t.json", Two);
        Assert.Equal("1,NULL|2,NULL", (await night.ExtractAsync(table with { Json = new() { Records = "data.items" } })).Text);
    }

    [Fact]
    public async Task BrokenArray_StopsWithItsPlace()
    {
        using var night = new FilesNight().With("t.json", "[\n{\"a\":1},\n{\"a\":2]\n");
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.json", Two)));
        Assert.Contains("t.json: the document is broken at line 3", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutArray_Stops()
    {
        using var night = new FilesNight().With("t.json", "[{\"a\":1},{\"a\":2}");
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.json", Two)));
    }

    [Fact]
    public async Task DeepRecord_IsQuarantinedWithTheLimit()
    {
        var deep = $"{{\"a\":{new string('[', 100)}{new string(']', 100)}}}";
        using var night = new FilesNight().With("t.jsonl", deep + "\n{\"a\":1}\n").With("u.json", $"[{deep},{{\"a\":1}}]");
        foreach (var file in new[] { "t.jsonl", "u.json" })
        {
            using var one = new FilesNight().With(file, await File.ReadAllBytesAsync(Path.Combine(night.Source, file)));
            var landing = await one.ExtractAsync(FilesNight.Table(file, Two));
            Assert.Equal("nested deeper than 64 levels, the limit", landing.Reasons.Single());
            Assert.Equal("1,NULL", landing.Text);
        }
    }

    [Fact]
    public async Task BigDecimals_AreExactOrQuarantined()
    {
        using var night = new FilesNight().With("t.jsonl", """
            {"a":12345678901234567890.123456789}
            {"a":1.25e3}
            {"a":1234567890123456789012345678901234567890}
            {"a":0.1234567890123}
            {"a":"7.5"}
            """);
        var landing = await night.ExtractAsync(FilesNight.Table("t.jsonl", "a: decimal(38,10)"));
        Assert.Equal("12345678901234567890.1234567890,1250.0000000000,7.5000000000", string.Join(',', landing.Rows.Select(row => FormattableString.Invariant($"{row[0]}"))));
        Assert.Equal([3L, 4L], landing.BadLines);
    }

    [Fact]
    public async Task InvalidUtf8_QuarantinesItsLineAlone()
    {
        using var night = new FilesNight().With("t.jsonl", [.. "{\"b\":\""u8, 0xFF, .. "\"}\n{\"b\":\"x\"}"u8]);
        var landing = await night.ExtractAsync(FilesNight.Table("t.jsonl", Two));
        Assert.Equal("NULL,x", landing.Text);
        Assert.Equal("bytes that are no UTF-8", landing.Reasons.Single());
    }

    [Fact]
    public async Task Columns_AreSniffedFromEveryRecord()
    {
        using var night = new FilesNight().With("t.jsonl", """
            {"id":1,"price":1.5,"code":"007","day":"2026-01-02","at":"2026-01-02T10:00:00Z","ok":true,"big":1.5,"tags":[1],"mixed":1}
            {"id":2,"price":2,"code":"8","day":null,"mixed":"x","late":1,"big":12345678901234567.25}
            """);
        var plan = await night.PlanAsync(FilesNight.Table("t.jsonl"));
        Assert.Equal(
            "id bigint, price double, code varchar, day date, at timestamptz, ok boolean, big decimal(38,10), tags json, mixed varchar, late bigint",
            string.Join(", ", plan.Columns.Select(column => $"{column.Name} {column.Type}")));
        var landing = await night.ExtractAsync(FilesNight.Table("t.jsonl"));
        Assert.Equal((2, 0), (landing.Rows.Count, landing.Quarantined.Count));
    }
}
