namespace EtlMesh.Extractor;

/// <summary>Where an extractor works and how much it takes.</summary>
public sealed record ExtractorOptions
{
    /// <summary>Folder for what does not fit in memory. What an attempt leaves there is removed with the attempt.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Most memory of the engine for one slice, as DuckDB reads it.</summary>
    public string MemoryLimit { get; init; } = "512MB";

    /// <summary>Slices that one process works on at a time.</summary>
    public int Concurrency { get; init; } = 2;

    public Files.FileLimits Files { get; init; } = new();
}
