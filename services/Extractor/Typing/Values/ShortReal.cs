namespace EtlMesh.Extractor.Typing;

/// <summary>The nearest double of a short number, in one exact division: up to 15 digits, and up to 22 of these behind the point.</summary>
internal static class ShortReal
{
    private const int MaxDigits = 15;

    // Each is a double without rounding, as is any number of 15 digits: so the quotient is rounded once.
    private static readonly double[] Powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <returns>False also for numbers that are only longer or written otherwise.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];

        var point = text.IndexOf((byte)'.');
        if (text.Length is 0 or > MaxDigits + 1 || point == 0 || point == text.Length - 1)
            return false;

        ulong digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == point)
                continue;
            var digit = (uint)(text[i] - '0');
            if (digit > 9)
                return false;
            digits = (digits * 10) + digit;
        }

        if (point < 0 && text.Length > MaxDigits)
            return false;
        value = point < 0 ? digits : digits / Powers[text.Length - point - 1];
        if (negative)
            value = -value;
        return true;
    }
}
