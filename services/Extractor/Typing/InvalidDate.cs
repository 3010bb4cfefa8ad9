namespace EtlMesh.Extractor.Typing;

/// <summary>Tells MySQL's dates that are none from other texts: <c>0000-00-00</c>, <c>2026-02-00</c>, and <c>2026-02-31</c>, each also with a time behind it.</summary>
internal static class InvalidDate
{
    private const int Length = 10;

    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length < Length || text[4] != '-' || text[7] != '-' || (text.Length > Length && text[Length] is not ((byte)' ' or (byte)'T')))
            return false;
        for (var i = 0; i < Length; i++)
        {
            if (i is not (4 or 7) && !char.IsAsciiDigit((char)text[i]))
                return false;
        }

        return !new TimeScanner(text[..Length]).TryDate(out _);
    }
}
