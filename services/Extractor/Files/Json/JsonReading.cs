using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;
using EtlMesh.Extractor.Typing;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Reads JSON lines and JSON arrays.</summary>
/// <param name="lines">One record a line, not an array.</param>
/// <param name="table">The table; its contract says whether a key that is no column makes a record bad.</param>
/// <param name="limits">How much of a file is taken on trust.</param>
internal sealed class JsonReading(bool lines, TableDefinition table, RecordLimits limits) : IFileReading
{
    public IReadOnlyList<string> NullValues => [];

    /// <summary>The whole file is one part.</summary>
    public IEnumerable<RecordPart> Divide(LocalFile file, int index, IReadOnlyList<TargetColumn> columns, CancellationToken ct)
    {
        var records = Open(file, [.. columns.Select(column => new JsonColumn(column.Name, KindOf(column.Type)))], strict: IsStrict);
        yield return new RecordPart(index, records, () => Count(file, ct), () => UnseenColumns.Refuse(table, file, records.UnknownKeys, []));
    }

    /// <summary>A file's records.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">The columns to be filled.</param>
    /// <param name="keys">Where keys are noted across files; null to note them for this reading only.</param>
    /// <param name="strict">A record with a key that is no column is bad.</param>
    public JsonRecords Open(LocalFile file, IReadOnlyList<JsonColumn> columns, JsonKeys? keys = null, bool strict = false)
    {
        var buffer = file.OpenRecords();
        return new JsonRecords(lines ? new JsonLines(buffer) : new JsonArray(buffer, table.Json.Records, file.Name), columns, limits, keys, strict);
    }

    private bool IsStrict => table is { Columns: null, OnSchemaChange: SchemaChange.Quarantine };

    /// <summary>Counts a file's records from its bytes.</summary>
    public long Count(LocalFile file, CancellationToken ct)
    {
        using var bytes = file.Open();
        return lines ? JsonLineCounter.Count(bytes, ct) : JsonArrayCounter.Count(bytes, table.Json.Records, ct);
    }

    private static JsonColumnKind KindOf(DeclaredType type) =>
        type.IsJson ? JsonColumnKind.Json : type.IsExact ? JsonColumnKind.Exact : JsonColumnKind.Plain;
}
