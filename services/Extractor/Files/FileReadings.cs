using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>The reading of a table's files by their format.</summary>
internal static class FileReadings
{
    /// <exception cref="TerminalEtlException">The files have several formats.</exception>
    public static IFileReading Of(TableDefinition table, IEnumerable<SourceFile> files, RecordLimits limits) => Of(table, table.Format ?? FormatOf(table, files), limits);

    public static IFileReading Of(TableDefinition table, TableFormat format, RecordLimits limits) => format switch
    {
        TableFormat.Csv => new CsvReading(CsvDialect.Of(table.Csv, table.Name), table, limits),
        TableFormat.Parquet => new ParquetReading(table),
        _ => new JsonReading(format == TableFormat.Jsonl, table, limits),
    };

    private static TableFormat FormatOf(TableDefinition table, IEnumerable<SourceFile> files)
    {
        var formats = files.Select(file => TableFormats.OfFile(file.Name)!.Value).Distinct().ToList();
        return formats.Count == 1
            ? formats[0]
            : throw new TerminalEtlException($"Reading {table.Name}: {table.Glob} finds files of several formats ({string.Join(", ", formats)}); narrow `path:` in the pipeline file, or give `format:`.");
    }
}
