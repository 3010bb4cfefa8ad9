using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Days with a time, to the microsecond; without one, midnight.</summary>
/// <param name="isInstant">The value is an instant, so that an offset may say where its time is shown; otherwise only that of UTC, which changes nothing, may stand there.</param>
internal sealed class TimestampParser(bool isInstant) : ValueParser
{
    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        var scanner = new TimeScanner(Trimmed(text));
        if (!scanner.TryDate(out var days))
            return false;

        long time = 0, offset = 0;
        if (!scanner.IsEnd)
        {
            if (!scanner.TryByte((byte)' ') && !scanner.TryByte((byte)'T'))
                return false;
            if (!scanner.TryTime(out time))
                return false;
            scanner.SkipSpace();
            if (!scanner.IsEnd && (!scanner.TryOffset(out offset) || !scanner.IsEnd))
                return false;
        }

        if (offset != 0 && !isInstant)
            return false;
        column.Set(row, (days * TimeScanner.MicrosOfDay) + time - offset);
        return true;
    }
}
