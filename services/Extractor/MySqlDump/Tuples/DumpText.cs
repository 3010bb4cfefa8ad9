using System.Globalization;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Literals as the bytes they stand for.</summary>
internal static class DumpText
{
    private const byte NoDigit = 255;

    // Windows-1252 from 0x80 to 0x9F; where it has nothing MySQL keeps the control character.
    private static readonly ushort[] Latin1 =
    [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ];

    /// <summary>Most bytes of UTF-8 that a byte of latin1 becomes.</summary>
    public const int MostOfLatin1 = 3;

    /// <summary>Takes escapes and doubled quotes out.</summary>
    /// <param name="text">Between its quotes.</param>
    /// <param name="quote">The quote around it.</param>
    /// <param name="backslashes">A backslash escapes.</param>
    /// <param name="target">At least as long as the text.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, byte quote, bool backslashes, Span<byte> target)
    {
        var length = 0;
        while (true)
        {
            var stop = backslashes ? text.IndexOfAny(quote, (byte)'\\') : text.IndexOf(quote);
            if (stop < 0 || stop + 1 >= text.Length)
            {
                text.CopyTo(target[length..]);
                return length + text.Length;
            }

            text[..stop].CopyTo(target[length..]);
            length += stop;
            var next = text[stop + 1];
            if (text[stop] == '\\')
            {
                if (next is (byte)'%' or (byte)'_')
                    target[length++] = (byte)'\\'; // only patterns know these; elsewhere the backslash stays
                next = Escaped(next);
            }

            target[length++] = next;
            text = text[(stop + 2)..];
        }
    }

    /// <summary>Latin1 to UTF-8.</summary>
    /// <returns>Bytes written.</returns>
    public static int ToUtf8(ReadOnlySpan<byte> latin1, Span<byte> target)
    {
        var length = 0;
        foreach (var letter in latin1)
        {
            if (letter < 0x80)
            {
                target[length++] = letter;
                continue;
            }

            var code = letter < 0xA0 ? Latin1[letter - 0x80] : letter;
            if (code < 0x800)
            {
                target[length++] = (byte)(0xC0 | (code >> 6));
            }
            else
            {
                target[length++] = (byte)(0xE0 | (code >> 12));
                target[length++] = (byte)(0x80 | ((code >> 6) & 0x3F));
            }

            target[length++] = (byte)(0x80 | (code & 0x3F));
        }

        return length;
    }

    /// <summary>The bytes of hexadecimal digits; an odd number of them has a zero before it.</summary>
    /// <returns>Bytes written; −1 when there is something else than digits.</returns>
    public static int FromHex(ReadOnlySpan<byte> digits, Span<byte> target)
    {
        var length = 0;
        var high = digits.Length % 2 == 1 ? 0 : -1;
        foreach (var letter in digits)
        {
            var digit = Digit(letter);
            if (digit == NoDigit)
                return -1;
            if (high < 0)
            {
                high = digit;
                continue;
            }

            target[length++] = (byte)((high << 4) | digit);
            high = -1;
        }

        return length;
    }

    /// <summary>The bytes of binary digits, filled with zeros before them.</summary>
    /// <returns>Bytes written; −1 when there is something else than digits.</returns>
    public static int FromBits(ReadOnlySpan<byte> digits, Span<byte> target)
    {
        var length = (digits.Length + 7) / 8;
        target[..length].Clear();
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] is not ((byte)'0' or (byte)'1'))
                return -1;
            var place = digits.Length - 1 - i;
            target[length - 1 - (place / 8)] |= (byte)((digits[i] & 1) << (place % 8));
        }

        return length;
    }

    /// <summary>Bytes as a number, the greatest first, in decimal digits.</summary>
    /// <returns>Bytes written; −1 when it has more than 64 bits.</returns>
    public static int ToNumber(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        bytes = bytes.TrimStart((byte)0);
        if (bytes.Length > sizeof(ulong))
            return -1;
        ulong number = 0;
        foreach (var one in bytes)
            number = (number << 8) | one;
        number.TryFormat(target, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private static byte Escaped(byte letter) => letter switch
    {
        (byte)'0' => 0,
        (byte)'b' => (byte)'\b',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'Z' => 26,
        _ => letter,
    };

    private static byte Digit(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => (byte)(letter - '0'),
        >= (byte)'a' and <= (byte)'f' => (byte)(letter - 'a' + 10),
        >= (byte)'A' and <= (byte)'F' => (byte)(letter - 'A' + 10),
        _ => NoDigit,
    };
}
