namespace EtlMesh.Contracts;

/// <summary>Ends the transfer of a table: whatever its services still answer is ignored. It may overtake <see cref="TransferTable"/>.</summary>
public sealed record StopTransfer : RunMessage
{
    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }
}
