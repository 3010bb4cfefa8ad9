using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.Files;

/// <summary>Writes a number with an exponent as plain digits: <c>1.25e3</c> is <c>1250</c>, exactly.</summary>
internal static class ExactNumber
{
    /// <summary>Digits are not moved further than this: no type is so wide.</summary>
    private const int MaxShift = 80;

    /// <param name="number">A JSON number.</param>
    /// <param name="target">Receives the digits; at least the number's length and 100 more.</param>
    /// <param name="length">Bytes written.</param>
    /// <returns>False when the exponent is beyond every exact type.</returns>
    public static bool TryWriteOut(ReadOnlySpan<byte> number, Span<byte> target, out int length)
    {
        length = 0;
        var e = number.IndexOfAny((byte)'e', (byte)'E');
        if (!System.Buffers.Text.Utf8Parser.TryParse(number[(e + 1)..], out int shift, out var used) || used != number.Length - e - 1 || Math.Abs(shift) > MaxShift)
            return false;

        var mantissa = number[..e];
        if (mantissa[0] == '-')
        {
            target[length++] = (byte)'-';
            mantissa = mantissa[1..];
        }

        var point = mantissa.IndexOf((byte)'.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..];
        var position = whole.Length + shift; // of the point, among all digits
        var digits = whole.Length + fraction.Length;
        for (var i = Math.Min(0, position - 1); i < Math.Max(digits, position); i++)
        {
            if (i == position)
                target[length++] = (byte)'.';
            target[length++] = i < 0 || i >= digits ? (byte)'0' : i < whole.Length ? whole[i] : fraction[i - whole.Length];
        }

        return true;
    }
}
