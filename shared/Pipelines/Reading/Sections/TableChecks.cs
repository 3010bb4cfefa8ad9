namespace EtlMesh.Pipelines;

/// <summary>What the keys of a table say of each other.</summary>
internal static class TableChecks
{
    public static void Check(Section section, TableDefinition table)
    {
        var declared = table.Columns?.Select(c => c.Name).ToList();
        Declared(section, "key", table.Key, declared);
        Declared(section, "watermark", table.Watermark is { } w ? [w] : [], declared);
        Declared(section, "deleted", table.Deleted is { } d ? [d] : [], declared);

        var format = table.Format ?? TableFormats.OfFile(table.Glob);
        Refuse(section, "csv", format is not (null or TableFormat.Csv), $"describes CSV, but the table's format is {Word(format)}", "remove it, or correct the format");
        Refuse(section, "json", format is not (null or TableFormat.Json or TableFormat.Jsonl), $"describes JSON, but the table's format is {Word(format)}", "remove it, or correct the format");
        Refuse(section, "lag", table.Watermark is null, "has no effect without a `watermark`", "add the watermark's column, or remove `lag`");
        Refuse(section, "lag", table.Watermark is not null && table.Key.Count == 0 && table.Lag > TimeSpan.Zero, "reads rows twice, which only a `key` can tell apart", "add the `key`, or write `lag: 0s`");
        Refuse(section, "deleted", table.Key.Count == 0, "marks rows that only a `key` can find again", "add the `key`");
    }

    private static string Word(TableFormat? format) => format?.ToString().ToLowerInvariant() ?? "";

    private static void Declared(Section section, string key, IReadOnlyList<string> names, List<string>? declared)
    {
        foreach (var name in declared is null ? [] : names.Where(n => !declared.Contains(n)))
        {
            section.Problems.Add(Place(section, key)!, $"`{key}` names the column `{name}`, which `columns` does not declare", Nearest.Remedy(name, declared!, "the columns are"));
        }
    }

    private static void Refuse(Section section, string key, bool wrong, string message, string remedy)
    {
        if (wrong && Place(section, key) is { } place)
        {
            section.Problems.Add(place, $"`{key}` {message}", remedy);
        }
    }

    private static TextNode? Place(Section section, string key) => section.Block.Entries.FirstOrDefault(e => e.Key.Text == key).Key;
}
