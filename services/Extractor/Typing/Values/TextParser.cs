using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Any text is a value, the empty one too.</summary>
internal sealed class TextParser : ValueParser
{
    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        column.ValidUtf8(row, text);
        return true;
    }
}
