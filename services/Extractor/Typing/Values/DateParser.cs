using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Days, without a time.</summary>
internal sealed class DateParser : ValueParser
{
    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        var scanner = new TimeScanner(Trimmed(text));
        if (!scanner.TryDate(out var days) || !scanner.IsEnd)
            return false;
        column.Set(row, days);
        return true;
    }
}
