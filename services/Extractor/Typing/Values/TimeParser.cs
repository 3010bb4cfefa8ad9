using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Times of a day, to the microsecond.</summary>
internal sealed class TimeParser : ValueParser
{
    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        var scanner = new TimeScanner(Trimmed(text));
        if (!scanner.TryTime(out var micros) || !scanner.IsEnd)
            return false;
        column.Set(row, micros);
        return true;
    }
}
