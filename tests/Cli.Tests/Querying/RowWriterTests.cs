using System.Numerics;
using System.Text;

namespace EtlMesh.Cli.Tests;

public sealed class RowWriterTests
{
    private static readonly string[] Columns = ["id", "name", "amount", "at"];

    private static readonly object?[][] Rows =
    [
        [1L, "Zoë, \"the\" first", 12.50m, new DateTime(2026, 11, 20, 2, 3, 4).AddMicroseconds(5)],
        [2L, "", null, null],
        [30L, "two\nlines", 1000.00m, new DateTime(2026, 11, 20)],
    ];

    [Fact]
    public void Json_IsAnArrayWithARowPerLine() => Assert.Equal(
        """
        [
          {"id":1,"name":"Zoë, \"the\" first","amount":12.50,"at":"2026-11-20T02:03:04.000005"},
          {"id":2,"name":"","amount":null,"at":null},
          {"id":30,"name":"two\nlines","amount":1000.00,"at":"2026-11-20T00:00:00"}
        ]

        """,
        Write(stream => new JsonRowWriter(stream, Columns), Rows));

    [Fact]
    public void Json_WithoutRows_IsAnEmptyArray() => Assert.Equal("[]\n", Write(stream => new JsonRowWriter(stream, Columns)));

    [Fact]
    public void Json_KeepsEveryDigitAndNesting() => Assert.Equal(
        """
        [
          {"a":170141183460469231731687303715884105727,"b":"NaN","c":[1,null,"x"],"d":{"k":true},"e":"00ff","f":"2026-11-20"}
        ]

        """,
        Write(
            stream => new JsonRowWriter(stream, ["a", "b", "c", "d", "e", "f"]),
            [BigInteger.Pow(2, 127) - 1, double.NaN, new List<object?> { 1, null, "x" }, new Dictionary<string, object?> { ["k"] = true }, new byte[] { 0, 255 }, new DateOnly(2026, 11, 20)]));

    [Fact]
    public void Csv_QuotesWhatItMustAndTellsNullFromEmpty() => Assert.Equal(
        "id,name,amount,at\n1,\"Zoë, \"\"the\"\" first\",12.50,2026-11-20T02:03:04.000005\n2,\"\",,\n30,\"two\nlines\",1000.00,2026-11-20T00:00:00\n",
        Write(stream => new CsvRowWriter(stream, Columns), Rows));

    [Fact]
    public void Text_IsAligned() => Assert.Equal(
        """
        id  name               amount  at
        --  ----------------  -------  --------------------------
         1  Zoë, "the" first    12.50  2026-11-20T02:03:04.000005
         2                       NULL  NULL
        30  two⏎lines         1000.00  2026-11-20T00:00:00
        (3 rows)

        """,
        Write(stream => new TextRowWriter(stream, Columns), Rows));

    [Fact]
    public void Text_OfALargeResult_KeepsTheWidthsOfItsBeginning()
    {
        var lines = Write(stream => new TextRowWriter(stream, ["n"]), [.. Enumerable.Range(1, 1500).Select(n => new object?[] { n })]).Split('\n');

        Assert.Equal("   n", lines[0]);
        Assert.Equal("1500", lines[1501]);
        Assert.Equal("(1,500 rows)", lines[1502]);
    }

    [Fact]
    public void Text_WithoutRows_StillHasItsHead() => Assert.Equal("n\n-\n(0 rows)\n", Write(stream => new TextRowWriter(stream, ["n"])));

    private static string Write(Func<Stream, IRowWriter> open, params object?[][] rows)
    {
        var stream = new MemoryStream();
        using (var writer = open(stream))
        {
            foreach (var row in rows)
                writer.Write(row);
            writer.End();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
