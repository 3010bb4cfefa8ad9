using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Postgres;

/// <summary>What one slice of a table reads.</summary>
public sealed record PostgresSlice
{
    /// <summary>What the ranges are of; empty for a table in one piece.</summary>
    public IReadOnlyList<KeyColumn> Key { get; init; } = [];

    /// <summary>Read one after the other, or side by side; together they are the slice.</summary>
    public required IReadOnlyList<KeyRange> Ranges { get; init; }

    /// <summary>The rows that are wanted; null for all.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>All ranges are read as they were at one instant, by as many connections as there are.</summary>
    public bool Snapshot { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <exception cref="TerminalEtlException">The text is none of this connector's.</exception>
    public static PostgresSlice Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<PostgresSlice>(json, JsonSerializerOptions.Web)!;
        }
        catch (JsonException broken)
        {
            throw new TerminalEtlException("Reading a slice's description: it was not written by the connector of PostgreSQL; start a new attempt.", broken);
        }
    }
}
