using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>The reading of a table's files by their format.</summary>
internal static class FileReadings
{
    /// <exception cref="TerminalEtlException">The files have several formats, or one that is not read yet.</exception>
    public static IFileReading Of(TableDefinition table, IReadOnlyList<SourceFile> files, SourceFolder folder, FileLimits limits) => FormatOf(table, files) switch
    {
        TableFormat.Csv => new CsvReading(folder, CsvDialect.Of(table.Csv, table.Name), limits),
        TableFormat.Jsonl => new JsonReading(folder, lines: true, table, limits),
        TableFormat.Json => new JsonReading(folder, lines: false, table, limits),
        var other => throw new TerminalEtlException($"Reading {table.Name}: files of {other} are not read yet; deliver CSV, JSON lines or JSON."),
    };

    private static TableFormat FormatOf(TableDefinition table, IReadOnlyList<SourceFile> files)
    {
        if (table.Format is { } declared)
            return declared;

        var formats = files.Select(file => TableFormats.OfFile(file.Name)!.Value).Distinct().ToList();
        return formats.Count == 1
            ? formats[0]
            : throw new TerminalEtlException($"Reading {table.Name}: {table.Glob} finds files of several formats ({string.Join(", ", formats)}); narrow `path:` in the pipeline file, or give `format:`.");
    }
}
