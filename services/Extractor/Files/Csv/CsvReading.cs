using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Files;

/// <summary>
/// Reads CSV files. A regular file goes through the engine's parallel reader; when that refuses anything, or finds another number of records than were counted,
/// the file is read again record by record, which says exactly which records are bad.
/// </summary>
internal sealed class CsvReading(SourceFolder folder, CsvDialect dialect, FileLimits limits) : IFileReading
{
    public IReadOnlyList<string> NullValues => dialect.NullValues;

    public FileAccount Read(Spool spool, SourceFile file, int index, CancellationToken ct)
    {
        CsvCensus census;
        using (var bytes = folder.Open(file, dialect.Encoding))
            census = CsvRecordCounter.Count(bytes, dialect, spool.Columns.Count, file.Name, limits.RecordBytes, ct);

        IReadOnlyList<string>? header;
        using (var start = folder.OpenRecords(file, dialect.Encoding))
            header = CsvHeader.Read(start, dialect, file.Name, limits.Columns);
        if (header is null)
            return new FileAccount(file.Name, census.Records, 0, 0, 0);

        var columnOf = CsvColumns.Match(header, [.. spool.Columns.Select(column => column.Name)], dialect.Header, file.Name);
        if (census.Regular && IsForEngine(file) && spool.TryTake(Relation(file, columnOf, census), file.Name, index, census.Records, ct) is { } account)
            return account;

        return spool.Take(() => new CsvRecords(folder.OpenRecords(file, dialect.Encoding), dialect, columnOf), file.Name, index, census.Records, ct);
    }

    /// <summary>The engine would take some characters of a path for a glob.</summary>
    private bool IsForEngine(SourceFile file) =>
        SourceFolder.IsUtf8(dialect.Encoding) && folder.PathOf(file).AsSpan().IndexOfAny('*', '?', '[') < 0;

    private string Relation(SourceFile file, IReadOnlyList<int> columnOf, CsvCensus census)
    {
        var columns = "{" + string.Join(", ", columnOf.Select(column => $"'c{column}': 'VARCHAR'")) + "}";
        var nulls = string.Join(", ", dialect.NullValues.Select(value => Sql.Literal(value)));
        var quote = Sql.Literal(((char)dialect.Quote).ToString());
        return $"""
            read_csv({Sql.Literal(folder.PathOf(file))}, auto_detect = false, columns = {columns}, header = {Sql.Literal(dialect.Header)},
                delim = {Sql.Literal(((char)dialect.Delimiter).ToString())}, quote = {quote}, escape = {quote}, nullstr = [{nulls}], allow_quoted_nulls = false,
                strict_mode = true, parallel = {Sql.Literal(!census.NewlineInQuotes)})
            """;
    }
}
