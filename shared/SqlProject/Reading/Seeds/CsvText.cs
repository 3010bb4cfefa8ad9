using System.Text;

namespace EtlMesh.SqlProject;

/// <summary>Splits the small CSV files of seeds (RFC 4180): commas, quotes, line breaks inside quotes.</summary>
internal static class CsvText
{
    /// <summary>Records with the line they begin at; an empty field without quotes is null. Empty lines are passed over.</summary>
    /// <exception cref="FormatException">A quote is not closed; the message names its line.</exception>
    public static IEnumerable<(int Line, List<string?> Fields)> Records(string text)
    {
        var (fields, field, quoted, line, start) = (new List<string?>(), new StringBuilder(), false, 1, 1);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"' when field.Length == 0 && !quoted:
                    quoted = true;
                    i = ReadQuoted(text, i + 1, field, ref line);
                    break;
                case ',':
                    Close();
                    break;
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\n' or '\r':
                    if (fields.Count > 0 || field.Length > 0 || quoted)
                    {
                        Close();
                        yield return (start, fields);
                        fields = [];
                    }

                    start = ++line;
                    break;
                default:
                    field.Append(c);
                    break;
            }
        }

        if (fields.Count > 0 || field.Length > 0 || quoted)
        {
            Close();
            yield return (start, fields);
        }

        void Close()
        {
            fields.Add(field.Length == 0 && !quoted ? null : field.ToString());
            field.Clear();
            quoted = false;
        }
    }

    private static int ReadQuoted(string text, int from, StringBuilder field, ref int line)
    {
        var opened = line;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\n') line++;
            if (text[i] != '"') field.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else return i;
        }

        throw new FormatException($"the quote that opens in line {opened} is never closed");
    }
}
