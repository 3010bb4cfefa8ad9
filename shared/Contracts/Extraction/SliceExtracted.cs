namespace EtlMesh.Contracts;

/// <summary>A slice is in landing. The first accepted result of a slice wins.</summary>
public sealed record SliceExtracted : RunMessage
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    /// <summary>Slice k of n, from 1.</summary>
    public required int K { get; init; }

    public required int N { get; init; }

    public required LandedSlice Landed { get; init; }
}
