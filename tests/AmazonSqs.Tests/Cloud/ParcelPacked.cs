namespace EtlMesh.AmazonSqs.Tests;

/// <summary>Something that was done.</summary>
public sealed record ParcelPacked
{
    public required int Number { get; init; }

    public string Note { get; init; } = "";
}
