using System.Buffers.Binary;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>Texts: the least and the greatest, by their bytes.</summary>
internal sealed class TextTally : ColumnTally
{
    private byte[]? least;
    private byte[]? greatest;
    private uint leastStart;
    private uint greatestStart;

    public override void WriteLeast(DuckDbVectorWriter column, int row) => Write(column, row, least);

    public override void WriteGreatest(DuckDbVectorWriter column, int row) => Write(column, row, greatest);

    protected override void Take(DuckDbVectorWriter column, int rows, bool hasNulls)
    {
        for (var row = 0; row < rows; row++)
        {
            if (hasNulls && column.IsNull(row))
                continue;
            var text = column.Bytes(row);
            var start = Start(text);
            if (least is null)
            {
                least = greatest = text.ToArray();
                leastStart = greatestStart = start;
            }
            else if (start < leastStart || (start == leastStart && text.SequenceCompareTo(least) < 0))
            {
                (least, leastStart) = (text.ToArray(), start);
            }
            else if (start > greatestStart || (start == greatestStart && text.SequenceCompareTo(greatest) > 0))
            {
                (greatest, greatestStart) = (text.ToArray(), start);
            }
        }
    }

    /// <summary>The first bytes as a number of the same order, short texts filled with zeros; it settles most comparisons.</summary>
    private static uint Start(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(uint))
            return BinaryPrimitives.ReadUInt32BigEndian(text);
        var start = 0u;
        for (var i = 0; i < sizeof(uint); i++)
            start = (start << 8) | (i < text.Length ? text[i] : 0u);
        return start;
    }

    private static void Write(DuckDbVectorWriter column, int row, byte[]? text)
    {
        if (text is null)
            column.Null(row);
        else
            column.ValidUtf8(row, text);
    }
}
