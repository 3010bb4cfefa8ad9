namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Comments of MySQL. <c>/*!50003 … */</c> and <c>/*M!100203 … */</c> are code for servers from that version on: their marks are space, what is between them is read.</summary>
internal static class SqlComments
{
    /// <summary>No server has this version: the code is for the client, and no data.</summary>
    private const int Never = 999_999;

    /// <summary>Longest mark: <c>/*M!999999</c>.</summary>
    public const int LongestMark = 10;

    /// <summary>How many bytes begin a version comment; 0 when it is none, or never run.</summary>
    /// <param name="text">Begins with <c>/*</c>; shorter than <see cref="LongestMark"/> only at the end of the file.</param>
    public static int VersionMark(ReadOnlySpan<byte> text)
    {
        var at = text.StartsWith("/*!"u8) ? 3 : text.StartsWith("/*M!"u8) ? 4 : 0;
        if (at == 0)
            return 0;
        var version = 0;
        for (var digits = 0; digits < 6 && at < text.Length && char.IsAsciiDigit((char)text[at]); digits++, at++)
            version = (version * 10) + text[at] - '0';
        return version == Never ? 0 : at;
    }

    /// <summary>A comment to the end of the line: <c># …</c>, or <c>-- …</c> with a space behind.</summary>
    public static bool IsLine(ReadOnlySpan<byte> text) =>
        text.Length > 0 && (text[0] == '#' || (text.StartsWith("--"u8) && (text.Length == 2 || text[2] <= ' ')));
}
