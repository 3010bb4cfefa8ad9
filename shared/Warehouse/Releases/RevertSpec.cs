namespace EtlMesh.Warehouse;

/// <summary>A way back to an older release.</summary>
public sealed record RevertSpec
{
    /// <summary>The id of the new release.</summary>
    public required string Release { get; init; }

    public required string Pipeline { get; init; }

    /// <summary>The older release whose objects are named again.</summary>
    public required string Target { get; init; }

    /// <summary>The head that must still be there.</summary>
    public required string Parent { get; init; }

    public required string Actor { get; init; }

    public required string Reason { get; init; }
}
