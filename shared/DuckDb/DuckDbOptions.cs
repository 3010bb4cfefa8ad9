namespace EtlMesh.DuckDb;

/// <summary>How a database is opened. Extensions are never installed or loaded by themselves.</summary>
public sealed record DuckDbOptions
{
    /// <summary>Threads of the engine; null for one per processor.</summary>
    public int? Threads { get; init; }

    /// <summary>Most memory of the engine's buffers, such as <c>512MB</c>; null for 80 % of the machine's.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Where the engine spills what does not fit in memory; null for beside the file.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Many processes may read a file that none has open for writing.</summary>
    public bool ReadOnly { get; init; }
}
