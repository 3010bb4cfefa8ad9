using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Typing;

/// <summary>Reads a type's values from text, exactly or not at all: nothing is rounded, cut or wrapped. Knows no state, so threads share it.</summary>
internal abstract class ValueParser
{
    /// <summary>Writes the value of a text.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="column">Of the parser's type.</param>
    /// <param name="row">Where in it.</param>
    /// <returns>False when the text is no value of the type; nothing is written then.</returns>
    public abstract bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row);

    /// <summary>The text without the white space around it, which no value but a text takes note of.</summary>
    protected static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) =>
        text.Length > 0 && (text[0] <= ' ' || text[^1] <= ' ') ? text.Trim(" \t\n\f\r"u8) : text;
}
