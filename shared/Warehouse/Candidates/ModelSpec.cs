namespace EtlMesh.Warehouse;

/// <summary>A model to be built, in SQL that names candidate objects.</summary>
public sealed record ModelSpec
{
    public required string Name { get; init; }

    /// <summary>The custom schema; <c>main</c> without one.</summary>
    public string Schema { get; init; } = Names.DefaultSchema;

    public required string Alias { get; init; }

    /// <summary><c>table</c> or <c>view</c>.</summary>
    public required string Materialization { get; init; }

    /// <summary>One SELECT statement.</summary>
    public required string Sql { get; init; }
}
