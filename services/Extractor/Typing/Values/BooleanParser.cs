using System.Text;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Truth as words: true, t, yes, y, 1 and their opposites, in any case.</summary>
internal sealed class BooleanParser : ValueParser
{
    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        if (Is(text, "true"u8) || Is(text, "t"u8) || Is(text, "1"u8) || Is(text, "yes"u8) || Is(text, "y"u8))
            column.Boolean(row, true);
        else if (Is(text, "false"u8) || Is(text, "f"u8) || Is(text, "0"u8) || Is(text, "no"u8) || Is(text, "n"u8))
            column.Boolean(row, false);
        else
            return false;
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length == word.Length && Ascii.EqualsIgnoreCase(text, word);
}
