using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.Files.Csv;

public class CsvRecordCounterTests
{
    private static readonly CsvDialect Dialect = CsvDialect.Of(new CsvDefinition(), "t");

    [Theory]
    [InlineData("a,b\n1,x\n", 1, true, false)]
    [InlineData("a,b\r\n1,\"x\r\ny\"\r\n", 1, true, true)]
    [InlineData("a,b\n1,x\r\n", 1, false, false)]
    [InlineData("a,b\n1,\"x\"y\n", 1, false, false)]
    [InlineData("a,b\n1,x\0\n", 1, false, false)]
    [InlineData("a,b\n1,\"x\n", 1, false, true)]
    [InlineData("", 0, true, false)]
    [InlineData("a,b", 0, true, false)]
    public void Census_TellsCountAndShape(string content, long records, bool regular, bool newlineInQuotes) =>
        Assert.Equal(new CsvCensus(records, regular, newlineInQuotes), Count(Encoding.UTF8.GetBytes(content), 2, Dialect, 1 << 20));

    [Fact]
    public void RandomBytes_CountLikeTheNaiveReference()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(48)];
            foreach (ref var b in bytes.AsSpan())
                b = "ab,,\"\"\n\r"u8[random.Next(8)];

            var (columns, header) = (random.Next(1, 3), random.Next(2) == 0);
            var expected = NaiveCsv.Count(bytes, columns, header);
            var actual = Count(bytes, columns, Dialect with { Header = header }, random.Next(3, 20)).Records;
            Assert.True(expected == actual, $"{Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\\n")} ({Convert.ToHexString(bytes)}, {columns} columns, header {header}): {actual}, expected {expected}");

            using var records = new CsvRecords(new RecordBuffer(new MemoryStream(bytes), "t", 1000, initial: 16), Dialect with { Header = header }, [.. Enumerable.Range(0, columns)]);
            var read = 0;
            while (records.Read())
                read++;
            Assert.True(expected == read, $"reader, {Convert.ToHexString(bytes)}, {columns} columns, header {header}: {read}, expected {expected}");
        }
    }

    [Fact]
    public void LongRecord_IsRefusedWithItsLine()
    {
        var refused = Assert.Throws<TerminalEtlException>(() =>
            CsvRecordCounter.Count(new MemoryStream(Encoding.UTF8.GetBytes("a,b\n1,x\n2,\"" + new string('y', 500))), Dialect, 2, "t.csv", 100, default, 64));
        Assert.Contains("t.csv: the record that begins on line 3 is longer than 100 bytes", refused.Message, StringComparison.Ordinal);
    }

    private static CsvCensus Count(byte[] bytes, int columns, CsvDialect dialect, int window) =>
        CsvRecordCounter.Count(new MemoryStream(bytes), dialect, columns, "t.csv", 1 << 20, default, window);
}
