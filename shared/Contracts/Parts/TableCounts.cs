namespace EtlMesh.Contracts;

/// <summary>Records read = rows loaded + records quarantined + records skipped.</summary>
public sealed record TableCounts
{
    public required long RowsRead { get; init; }

    public required long RowsQuarantined { get; init; }

    public required long RowsLoaded { get; init; }

    /// <summary>Records outside the night's window.</summary>
    public long RowsSkipped { get; init; }
}
