using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Reads JSON lines and JSON arrays.</summary>
/// <param name="folder">Where the files are.</param>
/// <param name="lines">One record a line, not an array.</param>
/// <param name="table">The table; its declared columns say which keys may be passed over.</param>
/// <param name="limits">How much of a file is taken on trust.</param>
internal sealed class JsonReading(SourceFolder folder, bool lines, TableDefinition table, FileLimits limits) : IFileReading
{
    public IReadOnlyList<string> NullValues => [];

    /// <summary>The whole file is one part.</summary>
    public IEnumerable<FilePart> Divide(SourceFile file, int index, IReadOnlyList<TargetColumn> columns, CancellationToken ct)
    {
        var records = Open(file, [.. columns.Select(column => new JsonColumn(column.Name, KindOf(column.Type)))]);
        yield return new FilePart(index, records, () => Count(file, ct), () => RefuseNewKeys(records, file));
    }

    /// <summary>A file's records.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">The columns to be filled.</param>
    /// <param name="keys">Where keys are noted across files; null to note them for this reading only.</param>
    public JsonRecords Open(SourceFile file, IReadOnlyList<JsonColumn> columns, JsonKeys? keys = null)
    {
        var buffer = folder.OpenRecords(file);
        return new JsonRecords(lines ? new JsonLines(buffer) : new JsonArray(buffer, table.Json.Records, file.Name), columns, limits, keys);
    }

    private long Count(SourceFile file, CancellationToken ct)
    {
        using var bytes = folder.Open(file);
        return lines ? JsonLineCounter.Count(bytes, ct) : JsonArrayCounter.Count(bytes, table.Json.Records, ct);
    }

    private void RefuseNewKeys(JsonRecords records, SourceFile file)
    {
        if (table.Columns is null && records.UnknownKeys.Take(10).ToList() is { Count: > 0 } added)
        {
            throw new TerminalEtlException(
                $"Reading {file.Name}: its records have keys that the table has not ({string.Join(", ", added)}). Declare `columns:` of {table.Name} in the pipeline file, with them or without, then start a new attempt.");
        }
    }

    private static JsonColumnKind KindOf(DeclaredType type) =>
        type.IsJson ? JsonColumnKind.Json : type.IsExact ? JsonColumnKind.Exact : JsonColumnKind.Plain;
}
