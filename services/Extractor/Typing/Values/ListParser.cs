using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Lists, which no text is: only a source that has lists of its own fills such a column.</summary>
internal sealed class ListParser : ValueParser
{
    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row) => false;
}
