namespace EtlMesh.Warehouse;

/// <summary>A model of a release and where it is.</summary>
public sealed record ReleasedModel
{
    public required string Name { get; init; }

    /// <summary>The custom schema; <c>main</c> without one.</summary>
    public required string Schema { get; init; }

    public required string Alias { get; init; }

    /// <summary>table, view or seed.</summary>
    public required string Materialization { get; init; }

    /// <summary>Rows of a table; null for a view.</summary>
    public long? Rows { get; init; }

    /// <summary>Uids of the candidates whose objects make up the model, in order; one, until models are incremental.</summary>
    public required IReadOnlyList<string> Uids { get; init; }
}
