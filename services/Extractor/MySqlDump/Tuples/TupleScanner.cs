using System.Buffers;
using System.Text;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Divides a row of an INSERT into its values; allocates nothing once it knows how many there are.</summary>
internal sealed class TupleScanner
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n\f\v,)(/'\"`#"u8);
    private static readonly SearchValues<byte> Single = SearchValues.Create("'\\"u8);
    private static readonly SearchValues<byte> Twice = SearchValues.Create("\"\\"u8);

    private TupleField[] fields = new TupleField[16];

    /// <summary>Values of the row.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the row, with its brackets.</summary>
    public int Length { get; private set; }

    /// <summary>A backslash escapes in strings.</summary>
    public bool Backslashes { get; set; } = true;

    /// <summary>Nothing follows the text.</summary>
    public bool Final { get; set; }

    public TupleField this[int index] => fields[index];

    /// <param name="text">Begins with the row's bracket.</param>
    /// <returns>False when the text ends in the row.</returns>
    public bool TryScan(ReadOnlySpan<byte> text)
    {
        Count = 0;
        for (var at = 1; ;)
        {
            if (!SqlSpace.TrySkip(text, ref at, Final))
                return false;
            if (text[at] == ')' && Count == 0)
            {
                Length = at + 1;
                return true;
            }

            var begin = at;
            if (!TryValue(text, ref at, out var field) || !SqlSpace.TrySkip(text, ref at, Final))
                return false;
            if (text[at] is not ((byte)',' or (byte)')'))
            {
                if (!TrySkipExpression(text, ref at))
                    return false;
                field = new TupleField(TupleFieldKind.Expression, 0, false, begin, at - begin);
            }

            Add(field);
            if (text[at] == ')')
            {
                Length = at + 1;
                return true;
            }

            at++;
        }
    }

    private void Add(TupleField field)
    {
        if (Count == fields.Length)
            Array.Resize(ref fields, Count * 2);
        fields[Count++] = field;
    }

    private bool TryValue(ReadOnlySpan<byte> text, ref int at, out TupleField field)
    {
        field = default;
        var first = text[at];
        if (first is (byte)'\'' or (byte)'"')
            return TryQuoted(text, ref at, TupleFieldKind.Quoted, out field);

        var length = text[at..].IndexOfAny(WordEnds);
        if (length < 0)
            return false;
        var word = text.Slice(at, length);
        var end = at + length;
        if (text[end] is (byte)'\'' or (byte)'"' && length > 0)
            return TryPrefixed(text, word, end, ref at, out field);
        if (word.Length > 0 && word[0] == '_' && text[end] <= ' ')
            return TryIntroduced(text, end, ref at, out field);

        field = Word(word, at);
        at = end;
        return true;
    }

    private static TupleField Word(ReadOnlySpan<byte> word, int at)
    {
        if (word.Length > 0 && (char.IsAsciiDigit((char)word[0]) || word[0] is (byte)'-' or (byte)'+' or (byte)'.'))
        {
            var prefix = word.Length > 2 && word[0] == '0' ? word[1] : (byte)0;
            return prefix is (byte)'x' or (byte)'X' ? new(TupleFieldKind.Hex, 0, false, at + 2, word.Length - 2)
                : prefix == 'b' ? new(TupleFieldKind.Bits, 0, false, at + 2, word.Length - 2)
                : new(TupleFieldKind.Word, 0, false, at, word.Length);
        }

        var kind = Ascii.EqualsIgnoreCase(word, "NULL"u8) ? TupleFieldKind.Null
            : Ascii.EqualsIgnoreCase(word, "TRUE"u8) || Ascii.EqualsIgnoreCase(word, "FALSE"u8) ? TupleFieldKind.Word
            : TupleFieldKind.Expression;
        return new(kind, 0, false, at, word.Length);
    }

    /// <summary>A letter or a character set directly before a quote: <c>x'…'</c>, <c>b'…'</c>, <c>n'…'</c>, <c>_utf8mb4'…'</c>.</summary>
    private bool TryPrefixed(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word, int quote, ref int at, out TupleField field)
    {
        var kind = (word[0] | 0x20, word.Length) switch
        {
            ('x', 1) => TupleFieldKind.Hex,
            ('b', 1) => TupleFieldKind.Bits,
            ('n', 1) => TupleFieldKind.Quoted,
            _ when word[0] == '_' => TupleFieldKind.Quoted,
            _ => TupleFieldKind.Expression,
        };
        if (kind == TupleFieldKind.Expression)
        {
            field = new TupleField(kind, 0, false, at, 0);
            return true; // whatever follows is no comma
        }

        at = quote;
        return TryQuoted(text, ref at, kind, out field);
    }

    /// <summary><c>_binary '…'</c> and <c>_binary 0x…</c>.</summary>
    private bool TryIntroduced(ReadOnlySpan<byte> text, int space, ref int at, out TupleField field)
    {
        field = default;
        if (!SqlSpace.TrySkip(text, ref space, Final))
            return false;
        if (text[space] == '_')
            return true; // whatever it is, it is no value: what follows is no comma
        if (!TryValue(text, ref space, out field))
            return false;
        at = space;
        return true;
    }

    private bool TryQuoted(ReadOnlySpan<byte> text, ref int at, TupleFieldKind kind, out TupleField field)
    {
        var quote = text[at];
        var escaped = false;
        for (var i = at + 1; ; i += 2)
        {
            var rest = text[i..];
            var stop = !Backslashes ? rest.IndexOf(quote) : rest.IndexOfAny(quote == '\'' ? Single : Twice);
            i += stop;
            if (stop < 0 || i + 1 >= text.Length)
            {
                field = default;
                return false;
            }

            if (text[i] == quote && text[i + 1] != quote)
            {
                field = new TupleField(kind, quote, escaped, at + 1, i - at - 1);
                at = i + 1;
                return true;
            }

            escaped = true;
            if (i + 2 >= text.Length)
            {
                field = default;
                return false;
            }
        }
    }

    /// <summary>Moves to the comma or bracket behind an expression.</summary>
    private bool TrySkipExpression(ReadOnlySpan<byte> text, ref int at)
    {
        for (var depth = 0; at < text.Length;)
        {
            var letter = text[at];
            if (depth == 0 && letter is (byte)',' or (byte)')')
                return true;
            if (letter is (byte)'\'' or (byte)'"')
            {
                if (!TryQuoted(text, ref at, TupleFieldKind.Quoted, out _))
                    return false;
                continue;
            }

            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            at++;
        }

        return false;
    }
}
