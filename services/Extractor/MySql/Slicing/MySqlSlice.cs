using System.Text.Json;
using System.Text.Json.Serialization;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySql;

/// <summary>What one slice of a table reads.</summary>
public sealed record MySqlSlice
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What the ranges are of; empty for a table in one piece.</summary>
    public IReadOnlyList<KeyPart> Key { get; init; } = [];

    /// <summary>Read one after the other, or side by side; together they are the slice.</summary>
    public required IReadOnlyList<KeyRange> Ranges { get; init; }

    /// <summary>The rows that are wanted; null for all.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>All ranges are read as they were at one instant.</summary>
    public bool Snapshot { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="TerminalEtlException">The text is none of this connector's.</exception>
    public static MySqlSlice Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<MySqlSlice>(json, Json)!;
        }
        catch (JsonException broken)
        {
            throw new TerminalEtlException("Reading a slice's description: it was not written by the connector of MySQL; start a new attempt.", broken);
        }
    }
}
