using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>The names in a file's first record.</summary>
internal static class CsvHeader
{
    /// <param name="buffer">The file from its start.</param>
    /// <param name="dialect">How the file is written.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="limit">Most columns.</param>
    /// <returns>The names, or <c>column0</c>, <c>column1</c> … when the file has no header; null when it holds no record at all.</returns>
    /// <exception cref="TerminalEtlException">Too many columns, a column without a name, or two with the same.</exception>
    public static IReadOnlyList<string>? Read(RecordBuffer buffer, CsvDialect dialect, string file, int limit)
    {
        var scanner = new CsvRecordScanner(dialect, limit);
        buffer.SkipByteOrderMark();
        do
        {
            buffer.Consume(scanner.Next, scanner.Lines);
            while (!scanner.TryScan(buffer.Window, buffer.Final))
                buffer.Fill();
        }
        while (scanner.Length == 0 && scanner.Next > 0);

        if (scanner.Next == 0)
            return null;
        if (scanner.Count > limit)
            throw Refused(file, $"its first record has {scanner.Count} fields, the limit is {limit} columns; divide the table, or correct the delimiter in the pipeline file.");
        if (scanner.Fault != CsvFault.None)
            throw Refused(file, "its header has a quote that is not closed before a delimiter or line end; correct the file's first line.");

        return dialect.Header
            ? Named(buffer.Window, scanner, dialect, file)
            : [.. Enumerable.Range(0, scanner.Count).Select(i => $"column{i}")];
    }

    private static List<string> Named(ReadOnlySpan<byte> window, CsvRecordScanner scanner, CsvDialect dialect, string file)
    {
        var quote = ((char)dialect.Quote).ToString();
        var names = new List<string>(scanner.Count);
        for (var i = 0; i < scanner.Count; i++)
        {
            var name = Encoding.UTF8.GetString(window.Slice(scanner[i].Start, scanner[i].Length));
            names.Add(scanner[i].HasDoubledQuotes ? name.Replace(quote + quote, quote, StringComparison.Ordinal) : name);
        }

        while (names.Count > 1 && names[^1].Length == 0)
            names.RemoveAt(names.Count - 1); // trailing delimiters

        if (names.FindIndex(name => string.IsNullOrWhiteSpace(name) || name.Contains('\0')) is >= 0 and var unnamed)
            throw Refused(file, $"column {unnamed + 1} of its header has no name; name it, or set `header: false` and declare the columns in the pipeline file.");
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Refused(file, $"its header names column {twice.Key} {twice.Count()} times; columns need different names, regardless of case.");

        return names;
    }

    private static TerminalEtlException Refused(string file, string what) => new($"Reading the header of {file}: {what}");
}
