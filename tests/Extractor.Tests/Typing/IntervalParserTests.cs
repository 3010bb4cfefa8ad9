using System.Text;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.Tests.Typing;

public sealed class IntervalParserTests
{
    [Theory]
    [InlineData("838:59:59", 3_020_399_000_000)]
    [InlineData("-838:59:59.000001", -3_020_399_000_001)]
    [InlineData("00:00:00", 0)]
    [InlineData("-00:00:00.5", -500_000)]
    [InlineData("25:00:01.123456", 90_001_123_456)]
    [InlineData(" 1:02:03 ", 3_723_000_000)]
    public void Time_LandsAsTextThatTheEngineCasts(string text, long micros) => Assert.Equal(micros, Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1:2:3")]
    [InlineData("1:02")]
    [InlineData("1:60:00")]
    [InlineData("1:00:60")]
    [InlineData("1:00:00.")]
    [InlineData("1:00:00.1234567")]
    [InlineData("--1:00:00")]
    [InlineData("1 day")]
    [InlineData("1234567890:00:00")]
    public void OtherText_IsNone(string text) => Assert.Null(Read(text));

    [Fact]
    public void Interval_LandsAsText()
    {
        var type = DeclaredType.Of("interval", "c");
        Assert.Equal(("INTERVAL", "VARCHAR"), (type.Name, type.Landed));
    }

    private static long? Read(string text)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        connection.RegisterTable("texts", [new DuckDbColumn("t", "VARCHAR")], () => new One(Encoding.UTF8.GetBytes(text)));
        return connection.Scalar<long?>("select epoch_us(t::interval) from texts()");
    }

    private sealed class One(byte[] text) : IDuckDbTableReader
    {
        private bool read;

        public int Fill(DuckDbChunkWriter chunk)
        {
            if (read)
                return 0;
            read = true;
            if (!new IntervalParser().TryWrite(text, chunk.Column(0), 0))
                chunk.Column(0).Null(0);
            return 1;
        }

        public void Dispose()
        {
        }
    }
}
