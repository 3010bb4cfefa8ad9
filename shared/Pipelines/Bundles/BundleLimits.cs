namespace EtlMesh.Pipelines;

/// <summary>What a bundle may hold: code, not data.</summary>
public static class BundleLimits
{
    public const long MaxBytes = 20L * 1024 * 1024;
    public const int MaxFiles = 10_000;

    /// <summary>Headers of the archive come on top of the files.</summary>
    public const long MaxArchiveBytes = MaxBytes + 4L * 1024 * 1024;
}
