namespace EtlMesh.SqlProject;

/// <summary>Small questions to SQL text.</summary>
internal static class SqlText
{
    /// <summary>Without blanks around it and closing semicolons.</summary>
    public static string Trim(string sql)
    {
        sql = sql.Trim();
        while (sql.EndsWith(';')) sql = sql[..^1].TrimEnd();
        return sql;
    }

    /// <summary>The index of the first character that is neither blank nor comment.</summary>
    public static int Begin(string sql, int from = 0)
    {
        var i = from;
        while (i < sql.Length)
        {
            if (char.IsWhiteSpace(sql[i]))
            {
                i++;
            }
            else if (At(sql, i, "--"))
            {
                var end = sql.IndexOf('\n', i);
                i = end < 0 ? sql.Length : end + 1;
            }
            else if (At(sql, i, "/*"))
            {
                var end = sql.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? sql.Length : end + 2;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    /// <summary>Whether the word, in any case, stands at the index and ends there.</summary>
    public static bool WordAt(string sql, int index, string word) =>
        index + word.Length <= sql.Length
        && string.Compare(sql, index, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (index + word.Length == sql.Length || !(char.IsLetterOrDigit(sql[index + word.Length]) || sql[index + word.Length] == '_'));

    public static string Literal(string? text) => text is null ? "null" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool At(string sql, int index, string mark) => string.CompareOrdinal(sql, index, mark, 0, mark.Length) == 0;
}
