using System.Text;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>The pieces of a statement, comments and space left out.</summary>
/// <param name="text">The statement, or its beginning.</param>
/// <param name="backslashes">A backslash escapes in strings.</param>
internal ref struct SqlLexer(ReadOnlySpan<byte> text, bool backslashes)
{
    private readonly ReadOnlySpan<byte> text = text;

    public SqlTokenKind Kind { get; private set; }

    /// <summary>The piece as it stands there, with its quotes.</summary>
    public ReadOnlySpan<byte> Token { get; private set; }

    /// <summary>Where the text goes on behind the piece.</summary>
    public int Position { get; private set; }

    /// <summary>Moves on.</summary>
    /// <returns>False at the end of the text, or when it ends inside of a piece.</returns>
    public bool Next()
    {
        if (!SkipSpace())
            return false;

        var first = text[Position];
        var length = first switch
        {
            (byte)'`' => Quoted(first, escapes: false),
            (byte)'\'' or (byte)'"' => Quoted(first, backslashes),
            _ when IsWord(first) => Word(),
            _ => 1,
        };
        Kind = length == 0 ? SqlTokenKind.Open : first switch
        {
            (byte)'`' => SqlTokenKind.Name,
            (byte)'\'' or (byte)'"' => SqlTokenKind.Text,
            _ when IsWord(first) => SqlTokenKind.Word,
            _ => SqlTokenKind.Symbol,
        };
        Token = text.Slice(Position, length);
        Position += length;
        return length > 0;
    }

    /// <summary>The piece is this keyword, in any case.</summary>
    public readonly bool Is(ReadOnlySpan<byte> word) => Kind == SqlTokenKind.Word && Ascii.EqualsIgnoreCase(Token, word);

    public readonly bool Is(char symbol) => Kind == SqlTokenKind.Symbol && Token[0] == symbol;

    /// <summary>The piece can be a name: a word, or one in quotes of any kind.</summary>
    public readonly bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.Name or SqlTokenKind.Text;

    /// <summary>The piece without its quotes.</summary>
    public readonly string Value => Kind switch
    {
        SqlTokenKind.Name => Unquoted("``", "`"),
        SqlTokenKind.Text when Token[0] == '"' => Unquoted("\"\"", "\""),
        SqlTokenKind.Text => Unquoted("''", "'"),
        _ => Encoding.UTF8.GetString(Token),
    };

    /// <summary>Moves behind the bracket that closes the one that was just read.</summary>
    /// <returns>False when the text ends before.</returns>
    public bool SkipBrackets()
    {
        for (var depth = 1; depth > 0;)
        {
            if (!Next())
                return false;
            depth += Is('(') ? 1 : Is(')') ? -1 : 0;
        }

        return true;
    }

    private readonly string Unquoted(string doubled, string quote) => Encoding.UTF8.GetString(Token[1..^1]).Replace(doubled, quote, StringComparison.Ordinal);

    private static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or (byte)'$' or >= 0x80;

    private readonly int Word()
    {
        var end = Position;
        while (end < text.Length && IsWord(text[end]))
            end++;
        return end - Position;
    }

    private readonly int Quoted(byte quote, bool escapes)
    {
        for (var i = Position + 1; i < text.Length; i++)
        {
            if (escapes && text[i] == '\\')
                i++;
            else if (text[i] == quote && i + 1 < text.Length && text[i + 1] == quote)
                i++;
            else if (text[i] == quote)
                return i + 1 - Position;
        }

        return 0;
    }

    private bool SkipSpace()
    {
        while (Position < text.Length)
        {
            var rest = text[Position..];
            if (rest[0] <= ' ')
                Position++;
            else if (rest.StartsWith("*/"u8))
                Position += 2;
            else if (SqlComments.IsLine(rest))
                Position = rest.IndexOf((byte)'\n') is >= 0 and var end ? Position + end + 1 : text.Length;
            else if (!rest.StartsWith("/*"u8))
                return true;
            else if (SqlComments.VersionMark(rest) is > 0 and var mark)
                Position += mark;
            else if (rest[2..].IndexOf("*/"u8) is >= 0 and var close)
                Position += close + 4;
            else
                return Stop(SqlTokenKind.Open);
        }

        return Stop(SqlTokenKind.End);
    }

    private bool Stop(SqlTokenKind kind)
    {
        Kind = kind;
        Token = default;
        return false;
    }
}
