using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>UUIDs: 32 hexadecimal digits with hyphens among them, in braces or not.</summary>
internal sealed class UuidParser : ValueParser
{
    private const int Length = 32;

    // Stored with the first bit turned, so that ids sort as numbers.
    private static readonly UInt128 FirstBit = UInt128.One << 127;

    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        if (text.Length > 2 && text[0] == '{' && text[^1] == '}')
            text = text[1..^1];

        UInt128 value = 0;
        var digits = 0;
        foreach (var letter in text)
        {
            if (letter == '-')
                continue;
            if (!char.IsAsciiHexDigit((char)letter) || ++digits > Length)
                return false;
            value = (value << 4) | (uint)(letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10);
        }

        if (digits != Length)
            return false;
        column.Set(row, value ^ FirstBit);
        return true;
    }
}
