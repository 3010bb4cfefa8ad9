namespace EtlMesh.Extractor.Files;

/// <summary>Reads CSV files: one pass divides the bytes at the ends of records and counts them, threads read the blocks.</summary>
internal sealed class CsvReading(SourceFolder folder, CsvDialect dialect, FileLimits limits) : IFileReading
{
    public IReadOnlyList<string> NullValues => dialect.NullValues;

    public IEnumerable<FilePart> Divide(SourceFile file, int index, IReadOnlyList<TargetColumn> columns, CancellationToken ct)
    {
        IReadOnlyList<string>? header;
        using (var start = folder.OpenRecords(file, dialect.Encoding))
            header = CsvHeader.Read(start, dialect, file.Name, limits.Columns);

        // A file without any record has no header, and nothing that could be out of place.
        IReadOnlyList<string> names = [.. columns.Select(column => column.Name)];
        var columnOf = CsvColumns.Match(header ?? names, names, dialect.Header, file.Name);
        using var blocks = new CsvBlocks(folder.Open(file, dialect.Encoding), dialect, columns.Count, file.Name, limits.RecordBytes);
        while (blocks.Next(ct) is { } block)
        {
            yield return new FilePart(
                index,
                new CsvRecords(new RecordBuffer(block, file.Name), dialect, columnOf, dialect.Header && block.HasHeader),
                () => block.Records);
        }
    }
}
