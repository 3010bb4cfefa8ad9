using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>Texts and blobs: the sum of their lengths in bytes.</summary>
internal sealed class BytesTally : ColumnTally
{
    private long bytes;

    public override Int128? Sum => bytes;

    protected override void Take(DuckDbVectorWriter column, int rows, bool hasNulls)
    {
        for (var row = 0; row < rows; row++)
        {
            if (!hasNulls || !column.IsNull(row))
                bytes += column.Bytes(row).Length;
        }
    }
}
