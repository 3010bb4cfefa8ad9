using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Tests.Files.Csv;

/// <summary>Small files with known counts: rows loaded, and the lines that end in quarantine.</summary>
public class CsvFixtureTests
{
    private const string Two = "a: bigint; b: varchar";

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "plain", "a,b\n1,x\n2,y\n", "1,x|2,y", "" },
        { "no newline at the end", "a,b\n1,x\n2,y", "1,x|2,y", "" },
        { "CRLF", "a,b\r\n1,x\r\n2,y\r\n", "1,x|2,y", "" },
        { "CR", "a,b\r1,x\r2,y\r", "1,x|2,y", "" },
        { "mixed line ends", "a,b\n1,x\r\n2,y\n3,z\r4,w\n", "1,x|2,y|3,z|4,w", "" },
        { "byte order mark", "\uFEFFa,b\r\n1,x\r\n", "1,x", "" },
        { "header only", "a,b\n", "", "" },
        { "blank lines", "a,b\n\n1,x\n\n\n2,y\n\n", "1,x|2,y", "" },
        { "blank line above the header", "\na,b\n1,x\n", "1,x", "" },
        { "quotes", "a,b\n1,\"x,\"\"y\"\"\"\n\"2\",\"\"\n", "1,x,\"y\"|2,", "" },
        { "empty is NULL", "a,b\n,\n1,\n", "NULL,NULL|1,NULL", "" },
        { "embedded newlines", "a,b\n1,\"x\ny\"\n2,\"p\r\nq\"\nz,bad\n", "1,x\ny|2,p\r\nq", "6" },
        { "quote inside an unquoted field", "a,b\n1,5\" pipe\n2,y\"\n", "1,5\" pipe|2,y\"", "" },
        { "spaces behind a closing quote", "a,b\n1,\"x\"  \n", "1,x", "" },
        { "text behind a closing quote", "a,b\n1,\"x\"y\n2,z\n", "2,z", "2" },
        { "too few fields", "a,b\n1\n2,y\n", "2,y", "2" },
        { "too many fields", "a,b\n1,x,z\n2,y\n", "2,y", "2" },
        { "trailing delimiters", "a,b,\n1,x,\n2,y,,\n", "1,x|2,y", "" },
        { "bad types", "a,b\n1,x\nabc,y\n1.5,z\n1e2,w\n99999999999999999999,v\n 7 ,u\n", "1,x|7,u", "3,4,5,6" },
        { "open quote at the end", "a,b\n1,x\n2,\"y\n3,z\n", "1,x", "3" },
        { "two errors in one record", "a,b\nabc,\"x\"y\n2,y\n", "2,y", "2" },
        { "NUL", "a,b\n1,x\0y\n2,z\n", "2,z", "2" },
        { "other order", "b,a\nx,1\n", "1,x", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fixture_IsAccountedFor(string name, string content, string rows, string badLines)
    {
        using var night = new FilesNight().With("t.csv", content);
        var landing = await night.ExtractAsync(FilesNight.Table("t.csv", Two) with { AllowEmpty = true });
        Assert.True(rows == landing.Text, $"{name}: {landing.Text} / {string.Join("; ", landing.Reasons)}");
        Assert.Equal(badLines, string.Join(',', landing.BadLines));
        Assert.Equal(landing.Rows.Count + landing.Quarantined.Count, landing.Read);
    }

    [Fact]
    public async Task InvalidUtf8_QuarantinesItsRecordAlone()
    {
        using var night = new FilesNight().With("t.csv", [.. "a,b\n1,x"u8, 0xFF, .. "\n2,y\n"u8]);
        var landing = await night.ExtractAsync(FilesNight.Table("t.csv", Two));
        Assert.Equal("2,y", landing.Text);
        Assert.Equal("2|bytes that are no UTF-8|1,x\uFFFD", string.Join('|', landing.Quarantined.Single()));
    }

    [Fact]
    public async Task BadRecord_IsKeptWithItsTextAndReason()
    {
        using var night = new FilesNight().With("t.csv", "a,b\n1,\"x\ny\"\nabc,\"p\nq\"\n");
        var landing = await night.ExtractAsync(FilesNight.Table("t.csv", Two));
        Assert.Equal([4L, "column a: `abc` is not a BIGINT", "abc,\"p\nq\""], landing.Quarantined.Single());
    }

    [Fact]
    public async Task OneColumn_TakesBlankLinesForNulls()
    {
        using var night = new FilesNight().With("t.csv", "b\n\nx\n\n\"\"\n");
        var landing = await night.ExtractAsync(FilesNight.Table("t.csv", "b: varchar"));
        Assert.Equal("NULL|x|NULL|", landing.Text);
    }

    [Fact]
    public async Task Globs_GzipAndEncodings_ComeAsOneTable()
    {
        using var night = new FilesNight()
            .With("t2.csv.gz", "a,b\n3,z\nbad,z\n")
            .With("t1.csv", "a,b\n1,x\n")
            .With("u.csv", Encoding.Latin1.GetBytes("a,b\n1,é\n"));
        var landing = await night.ExtractAsync(FilesNight.Table("t*", Two));
        Assert.Equal("1,x|3,z", landing.Text);
        Assert.Equal([3L], landing.BadLines);
        var latin = FilesNight.Table("u.csv", Two);
        using var other = new FilesNight().With("u.csv", Encoding.Latin1.GetBytes("a,b\n1,é\n"));
        Assert.Equal("1,é", (await other.ExtractAsync(latin with { Csv = latin.Csv with { Encoding = "latin-1" } })).Text);
    }

    [Fact]
    public async Task Values_AreExactOrQuarantined()
    {
        using var night = new FilesNight().With("t.csv", """
            d,n,t,b
            2026-01-02,1.50,2026-01-02T10:00:00Z,true
            2026-01-02 10:00:00,1.50,2026-01-02,true
            2026-01-02,1.555,2026-01-02,true
            2026-01-02,1.5,2026-01-02T10:00:00+02:00,true
            2026-01-02,1e5,2026-01-02,maybe
            2026-01-02,12.340000,,false
            """);
        var landing = await night.ExtractAsync(FilesNight.Table("t.csv", "d: date; n: decimal(12,2); t: timestamp; b: boolean"));
        Assert.Equal([3L, 4L, 5L, 6L], landing.BadLines);
        Assert.Equal([1.50m, 12.34m], landing.Rows.Select(row => row[1]));
        Assert.Equal(new DateTime(2026, 1, 2, 10, 0, 0), landing.Rows[0][2]);
    }

    [Fact]
    public async Task RecordLongerThanTheLimit_IsRefusedByName()
    {
        using var night = new FilesNight { Limits = new() { RecordBytes = 1_000 } }.With("t.csv", $"a,b\n1,x\n2,\"{new string('y', 2_000)}");
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.csv", Two)));
        Assert.Contains("line 3 is longer than 1000 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyColumns_AreRefusedByName()
    {
        using var night = new FilesNight().With("t.csv", string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"c{i}")) + "\n");
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(FilesNight.Table("t.csv")));
        Assert.Contains("100000 fields, the limit is 4096", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GzipBomb_IsRefusedByName()
    {
        using var night = new FilesNight { Limits = new() { InflatedBytes = 1_000_000, InflatedRatio = 20 } }.With("t.csv.gz", [.. "a,b\n"u8, .. Enumerable.Repeat((byte)'\n', 3_000_000)]);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.csv.gz", Two)));
        Assert.Contains("the limit (20 times the size", refused.Message, StringComparison.Ordinal);
    }
}
