using System.Text.Encodings.Web;
using System.Text.Json;

namespace EtlMesh.PostgresCopy;

/// <summary>The present row of a copy, for messages and for quarantine; it changes with the next one.</summary>
public sealed class CopyRow
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CopyTuples tuples;
    private readonly IReadOnlyList<CopyColumn> columns;

    internal CopyRow(CopyTuples tuples, IReadOnlyList<CopyColumn> columns) => (this.tuples, this.columns) = (tuples, columns);

    /// <summary>Its number in the copy, from 1.</summary>
    public long Number => tuples.Count;

    /// <summary>A value as text; null for NULL.</summary>
    public string? Value(int column) => tuples.IsNull(column) ? null : FieldText.Of(columns[column].TypeId, tuples[column]);

    /// <summary>The row as a JSON object of texts.</summary>
    public override string ToString() =>
        JsonSerializer.Serialize(new Dictionary<string, string?>(columns.Select((column, i) => KeyValuePair.Create(column.Name, Value(i)))), Readable);
}
