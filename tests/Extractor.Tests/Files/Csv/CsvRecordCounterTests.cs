using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.Files.Csv;

public class CsvRecordCounterTests
{
    private static readonly CsvDialect Dialect = CsvDialect.Of(new CsvDefinition(), "t");

    [Theory]
    [InlineData("a,b\n1,x\n", 1)]
    [InlineData("a,b\r\n1,\"x\r\ny\"\r\n", 1)]
    [InlineData("a,b\n1,x\r\n", 1)]
    [InlineData("a,b\n1,\"x\"y\n", 1)]
    [InlineData("a,b\n1,x\0\n", 1)]
    [InlineData("a,b\n1,\"x\n", 1)]
    [InlineData("", 0)]
    [InlineData("a,b", 0)]
    public void Records_AreCountedWithoutTheHeader(string content, long records) =>
        Assert.Equal(records, Blocks(Encoding.UTF8.GetBytes(content), 2, Dialect, 1 << 20).Sum(block => block.Counted));

    [Fact]
    public void RandomBytes_CountLikeTheNaiveReference()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            // Short and dense, or long enough for vectors.
            var bytes = new byte[random.Next(round % 2 == 0 ? 48 : 400)];
            foreach (ref var b in bytes.AsSpan())
                b = "ab,,\"\"\n\raaaaaaaaaaaaaaaaaaaaaaa"u8[random.Next(round % 2 == 0 ? 8 : 30)];

            var (columns, header) = (random.Next(1, 3), random.Next(2) == 0);
            var expected = NaiveCsv.Count(bytes, columns, header);
            var blocks = Blocks(bytes, columns, Dialect with { Header = header }, random.Next(1, round % 2 == 0 ? 20 : 500));
            var shown = $"{Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\\n")} ({Convert.ToHexString(bytes)}, {columns} columns, header {header})";
            Assert.True(expected == blocks.Sum(block => block.Counted), $"{shown}: {blocks.Sum(block => block.Counted)}, expected {expected}");
            Assert.All(blocks, block => Assert.True(block.Counted == block.Lines.Count, $"{shown}: a block of {block.Counted} was read as {block.Lines.Count}"));

            // Read in blocks or in one go: the same records on the same lines.
            using var records = new CsvRecords(new RecordBuffer(new MemoryStream(bytes), "t", 1000, initial: 16), Dialect, [.. Enumerable.Range(0, columns)], columns, header);
            var lines = new List<long>();
            while (records.Read())
                lines.Add(records.Line);
            Assert.True(lines.SequenceEqual(blocks.SelectMany(block => block.Lines)), $"{shown}: lines {string.Join(',', blocks.SelectMany(block => block.Lines))}, expected {string.Join(',', lines)}");
        }
    }

    [Fact]
    public void LongRecord_IsRefusedWithItsLine()
    {
        var refused = Assert.Throws<TerminalEtlException>(() =>
            Blocks(Encoding.UTF8.GetBytes("a,b\n1,x\n2,\"" + new string('y', 500)), 2, Dialect, 64, limit: 100));
        Assert.Contains("t.csv: the record that begins on line 3 is longer than 100 bytes", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Each block's count, and the lines on which its records begin when they are read.</summary>
    private static List<(long Counted, List<long> Lines)> Blocks(byte[] bytes, int columns, CsvDialect dialect, int size, int limit = 1 << 20)
    {
        var read = new List<(long, List<long>)>();
        using var blocks = new CsvBlocks(new MemoryStream(bytes), dialect, columns, "t.csv", limit, size);
        while (blocks.Next(default) is { } block)
        {
            using var records = new CsvRecords(new RecordBuffer(block.Buffer, block.Length, block.Line, "t.csv"), dialect, [.. Enumerable.Range(0, columns)], columns, dialect.Header && block.HasHeader);
            var lines = new List<long>();
            while (records.Read())
                lines.Add(records.Line);
            read.Add((block.Records, lines));
        }

        return read;
    }
}
