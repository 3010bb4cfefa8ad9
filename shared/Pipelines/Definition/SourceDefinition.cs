namespace EtlMesh.Pipelines;

/// <summary>A system that tables are extracted from.</summary>
public sealed record SourceDefinition
{
    /// <summary>A plain SQL identifier; dbt's source name.</summary>
    public required string Name { get; init; }

    /// <summary>Address, unresolved (may hold <c>${NAME:-default}</c>); see <see cref="ConnectionAddress"/>.</summary>
    public required string Connection { get; init; }

    /// <summary>How many connections a run may hold open at once.</summary>
    public int MaxConnections { get; init; } = 4;

    /// <summary>The most load put on the source: bytes a second of a database, requests a second of an API. Null: none is set.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>Null: the source counts as ready when it can be reached.</summary>
    public SensorDefinition? Sensor { get; init; }

    /// <summary>APIs only.</summary>
    public HttpDefinition Http { get; init; } = new();

    /// <summary>In the file's order; at least one.</summary>
    public required IReadOnlyList<TableDefinition> Tables { get; init; }
}
