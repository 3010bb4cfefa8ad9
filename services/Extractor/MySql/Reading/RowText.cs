namespace EtlMesh.Extractor.MySql;

/// <summary>A row for people to read, as the <c>mysql</c> client writes it: tabs between values, <c>\N</c> for NULL; of long values the beginning.</summary>
internal static class RowText
{
    private const int Longest = 64 * 1024;

    /// <param name="columns">The row's.</param>
    public static byte[] Of(MySqlRows rows, IReadOnlyList<ReadColumn> columns)
    {
        using var text = new MemoryStream();
        for (var i = 0; i < rows.Fields; i++)
        {
            if (i > 0)
                text.WriteByte((byte)'\t');
            if (rows.IsNull(i))
                text.Write("\\N"u8);
            else
                Write(text, columns[i].Text(rows[i][..Math.Min(rows[i].Length, Longest)]));
        }

        return text.ToArray();
    }

    private static void Write(MemoryStream text, ReadOnlySpan<byte> value)
    {
        foreach (var letter in value)
        {
            var escape = letter switch { (byte)'\t' => (byte)'t', (byte)'\n' => (byte)'n', (byte)'\\' => (byte)'\\', _ => (byte)0 };
            if (escape != 0)
                text.WriteByte((byte)'\\');
            text.WriteByte(escape != 0 ? escape : letter);
        }
    }
}
