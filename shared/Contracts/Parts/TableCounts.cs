namespace EtlMesh.Contracts;

/// <summary>Records read = rows loaded + records quarantined.</summary>
public sealed record TableCounts
{
    public required long RowsRead { get; init; }

    public required long RowsQuarantined { get; init; }

    public required long RowsLoaded { get; init; }
}
