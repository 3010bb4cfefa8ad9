namespace EtlMesh.Lake;

/// <summary>A partition and its files, which are all that lies at its location.</summary>
public sealed record LakePartition
{
    /// <summary>Its first day; null where the table has no partitions.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>A folder of the place, such as <c>sales/year=2026/month=01/day=02/{uid}/</c>. Another content has another location.</summary>
    public required string Location { get; init; }

    /// <summary>The version of the columns that the files have.</summary>
    public required int Schema { get; init; }

    public required long Rows { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Of the content, as the warehouse computed it.</summary>
    public required string Digest { get; init; }

    public required IReadOnlyList<LakeFile> Files { get; init; }
}
