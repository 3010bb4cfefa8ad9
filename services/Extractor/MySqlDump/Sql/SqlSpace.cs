namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Space and comments between the values of a row.</summary>
internal static class SqlSpace
{
    /// <summary>Moves to the next byte that is neither.</summary>
    /// <param name="text">The row, or its beginning.</param>
    /// <param name="at">Where to begin, and where that byte is.</param>
    /// <param name="final">Nothing follows the text.</param>
    /// <returns>False when the text ends before, or may go on in a way that matters.</returns>
    public static bool TrySkip(ReadOnlySpan<byte> text, ref int at, bool final)
    {
        while (at < text.Length)
        {
            var letter = text[at];
            if (letter > ' ' && letter is not ((byte)'/' or (byte)'*' or (byte)'-' or (byte)'#'))
                return true;
            if (letter <= ' ')
            {
                at++;
                continue;
            }

            var rest = text[at..];
            if (rest.Length < SqlComments.LongestMark && !final)
                return false;
            if (rest.StartsWith("*/"u8))
                at += 2;
            else if (SqlComments.IsLine(rest))
                at = rest.IndexOf((byte)'\n') is >= 0 and var end ? at + end + 1 : text.Length;
            else if (!rest.StartsWith("/*"u8))
                return true;
            else if (SqlComments.VersionMark(rest) is > 0 and var mark)
                at += mark;
            else
                at = rest[2..].IndexOf("*/"u8) is >= 0 and var close ? at + close + 4 : text.Length;
        }

        return false;
    }
}
