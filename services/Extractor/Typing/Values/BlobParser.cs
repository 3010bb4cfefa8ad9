using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Bytes, as they are.</summary>
internal sealed class BlobParser : ValueParser
{
    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        column.Blob(row, text);
        return true;
    }
}
