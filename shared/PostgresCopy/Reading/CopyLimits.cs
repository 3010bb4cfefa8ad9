namespace EtlMesh.PostgresCopy;

/// <summary>What bounds the memory of a copy.</summary>
public sealed record CopyLimits
{
    /// <summary>Longest row, in bytes on the wire. The buffer grows up to it; beyond, the copy fails and names it.</summary>
    public int RowBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Once a chunk has taken this much of the wire it takes no further row.</summary>
    public int ChunkBytes { get; init; } = 16 * 1024 * 1024;
}
