namespace EtlMesh.Extractor.Typing;

/// <summary>Decimal digits as numbers.</summary>
internal static class Digits
{
    /// <summary>So many digits surely fit 63 bits.</summary>
    public const int FitsLong = 18;

    /// <summary>So many digits surely fit 64 bits.</summary>
    private const int Short = 19;

    /// <summary>Reads a text of one digit or more, and nothing else.</summary>
    /// <returns>False when there is something else, or more than 128 bits hold.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out UInt128 value)
    {
        if (text.Length is > 0 and <= Short)
        {
            var read = TryReadShort(text, out var small);
            value = small;
            return read;
        }

        value = 0;
        foreach (var letter in text)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9 || value > (UInt128.MaxValue - digit) / 10)
                return false;
            value = (value * 10) + digit;
        }

        return text.Length > 0;
    }

    /// <summary>As <see cref="TryRead"/>, of at most 19 digits.</summary>
    public static bool TryReadShort(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        foreach (var letter in text)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9)
                return false;
            value = (value * 10) + digit;
        }

        return text.Length > 0;
    }
}
