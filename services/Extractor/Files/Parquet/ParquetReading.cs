using EtlMesh.DuckDb;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Reads Parquet files: columns by name; each value by its exact text, so that it meets the declared type as any other text does.</summary>
/// <param name="table">The table; its contract says what a column that is new means.</param>
internal sealed class ParquetReading(TableDefinition table) : IFileReading
{
    public IReadOnlyList<string> NullValues => [];

    /// <summary>The whole file is one part.</summary>
    public IEnumerable<RecordPart> Divide(LocalFile file, int index, IReadOnlyList<TargetColumn> columns, CancellationToken ct)
    {
        var engine = new ParquetEngine();
        RecordPart part;
        try
        {
            var found = engine.Shape(file, ct);
            var count = engine.Count(file, ct);
            IReadOnlyList<string> names = [.. found.Select(column => column.Name)];
            CsvColumns.RequireOwn(names, [.. columns.Select(column => column.Name)], table, file.Name);
            UnseenColumns.Refuse(table, file, names, columns.Select(column => column.Name));
            part = new RecordPart(index, new ParquetRecords(engine, file, [.. columns.Select(column => Match(column, found))], ct), () => count);
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        yield return part;
    }

    private static ParquetColumn Match(TargetColumn column, IReadOnlyList<DuckDbColumn> found)
    {
        if (found.FirstOrDefault(other => other.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)) is not { } match)
            return new ParquetColumn("null::varchar", IsRaw: false, MustBeText: false);
        var name = Sql.Identifier(match.Name);
        return match.Type == "BLOB" ? new ParquetColumn(name, IsRaw: true, MustBeText: column.Type.Name != "BLOB")
            : ParquetColumns.IsNested(match.Type) ? new ParquetColumn($"to_json({name})::varchar", IsRaw: false, MustBeText: false)
            : new ParquetColumn($"{name}::varchar", IsRaw: false, MustBeText: false);
    }
}
