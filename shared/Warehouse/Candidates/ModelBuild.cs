namespace EtlMesh.Warehouse;

/// <summary>A model of a candidate.</summary>
public sealed record ModelBuild
{
    public required string Model { get; init; }

    /// <summary>Rows of a table; null for a view.</summary>
    public long? Rows { get; init; }

    public required double Seconds { get; init; }

    /// <summary>True when an earlier call had built it.</summary>
    public bool Existing { get; init; }
}
