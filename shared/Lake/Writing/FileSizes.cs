namespace EtlMesh.Lake;

/// <summary>How large files are, in bytes.</summary>
/// <param name="Target">A partition with more is parted into files of about this size.</param>
/// <param name="Small">Several files that are smaller than this, on average, are written as fewer in the next release.</param>
internal sealed record FileSizes(long Target, long Small)
{
    public static readonly FileSizes Usual = new(256L << 20, 16L << 20);

    public bool AreSmall(LakePartition partition) => partition.Files.Count > 1 && partition.Bytes / partition.Files.Count < Small;
}
