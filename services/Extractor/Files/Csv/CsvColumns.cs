using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Files;

/// <summary>Which column of the table each field of a file fills: by name with a header, by position without.</summary>
internal static class CsvColumns
{
    /// <param name="found">Names in the file, in order.</param>
    /// <param name="expected">Names of the table's columns.</param>
    /// <param name="byName">The file has a header.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <returns>For each field of the file, the position of its column.</returns>
    /// <exception cref="TerminalEtlException">The file has columns more or less than the table.</exception>
    public static IReadOnlyList<int> Match(IReadOnlyList<string> found, IReadOnlyList<string> expected, bool byName, string file)
    {
        if (!byName)
            return [.. Enumerable.Range(0, expected.Count)];

        var missing = expected.Except(found, StringComparer.OrdinalIgnoreCase).ToList();
        var added = found.Except(expected, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count + added.Count > 0)
        {
            throw new TerminalEtlException(
                $"Reading {file}: its columns are not those of the table ({Difference("missing", missing)}{(missing.Count > 0 && added.Count > 0 ? "; " : "")}{Difference("new", added)}). Bring the file and `columns:` in the pipeline file together, then start a new attempt.");
        }

        return [.. found.Select(name => expected.Index().First(column => column.Item.Equals(name, StringComparison.OrdinalIgnoreCase)).Index)];
    }

    private static string Difference(string what, List<string> names) => names.Count == 0 ? "" : $"{what}: {string.Join(", ", names)}";
}
