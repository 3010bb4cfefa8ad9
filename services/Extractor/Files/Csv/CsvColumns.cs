using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Which column of the table each field of a file fills: by name with a header, by position without.</summary>
internal static class CsvColumns
{
    /// <summary>A field that fills no column.</summary>
    public const int None = -1;

    /// <param name="found">Names in the file, in order.</param>
    /// <param name="expected">Names of the table's columns.</param>
    /// <param name="byName">The file has a header.</param>
    /// <returns>For each field of the file, the position of its column, or <see cref="None"/>; a column that no field fills is NULL.</returns>
    public static IReadOnlyList<int> Match(IReadOnlyList<string> found, IReadOnlyList<string> expected, bool byName)
    {
        if (!byName)
            return [.. Enumerable.Range(0, expected.Count)];

        var positions = expected.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.OrdinalIgnoreCase);
        return [.. found.Select(name => positions.GetValueOrDefault(name, None))];
    }

    /// <summary>A file may lack columns of its table, but not those that rows are told apart by, and not all of them: then it is read with the wrong delimiter, or is no file of the table.</summary>
    /// <exception cref="TerminalEtlException">It lacks them.</exception>
    public static void RequireOwn(IReadOnlyList<string> found, IReadOnlyList<string> expected, TableDefinition table, string file)
    {
        var needed = table.Key.Append(table.Watermark).OfType<string>().Intersect(expected, StringComparer.OrdinalIgnoreCase).Except(found, StringComparer.OrdinalIgnoreCase).ToList();
        if (needed.Count > 0 || !found.Intersect(expected, StringComparer.OrdinalIgnoreCase).Any())
            throw Different(found, needed.Count > 0 ? needed : expected, file);
    }

    /// <exception cref="TerminalEtlException">The file has columns more or less than the table.</exception>
    public static void RequireSame(IReadOnlyList<string> found, IReadOnlyList<string> expected, string file)
    {
        if (!found.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(expected))
            throw Different(found, expected, file);
    }

    private static TerminalEtlException Different(IReadOnlyList<string> found, IReadOnlyList<string> expected, string file)
    {
        var missing = expected.Except(found, StringComparer.OrdinalIgnoreCase).ToList();
        var added = found.Except(expected, StringComparer.OrdinalIgnoreCase).ToList();
        return new TerminalEtlException(
            $"Reading {file}: its columns are not those of the table ({Difference("missing", missing)}{(missing.Count > 0 && added.Count > 0 ? "; " : "")}{Difference("new", added)}). Bring the file and `columns:` in the pipeline file together, then start a new attempt.");
    }

    private static string Difference(string what, List<string> names) => names.Count == 0 ? "" : $"{what}: {string.Join(", ", names)}";
}
