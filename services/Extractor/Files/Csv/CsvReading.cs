using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Reads CSV files: one pass divides the bytes at the ends of records and counts them, threads read the blocks.</summary>
internal sealed class CsvReading(CsvDialect dialect, TableDefinition table, RecordLimits limits) : IFileReading
{
    public IReadOnlyList<string> NullValues => dialect.NullValues;

    public IEnumerable<RecordPart> Divide(LocalFile file, int index, IReadOnlyList<TargetColumn> columns, CancellationToken ct)
    {
        IReadOnlyList<string>? header;
        using (var start = file.OpenRecords(dialect.Encoding))
            header = CsvHeader.Read(start, dialect, file.Name, limits.Columns);

        // A file without any record has no header, and nothing that could be out of place.
        IReadOnlyList<string> names = [.. columns.Select(column => column.Name)];
        if (dialect.Header && header is not null)
        {
            CsvColumns.RequireOwn(header, names, table, file.Name);
            UnseenColumns.Refuse(table, file, header, names);
        }

        var columnOf = CsvColumns.Match(header ?? names, names, dialect.Header);
        using var blocks = new CsvBlocks(file.Open(dialect.Encoding), dialect, columnOf.Count, file.Name, limits.RecordBytes);
        while (blocks.Next(ct) is { } block)
        {
            yield return new RecordPart(
                index,
                new CsvRecords(new RecordBuffer(block.Buffer, block.Length, block.Line, file.Name), dialect, columnOf, columns.Count, dialect.Header && block.HasHeader),
                () => block.Records);
        }
    }
}
