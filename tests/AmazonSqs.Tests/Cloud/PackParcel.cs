namespace EtlMesh.AmazonSqs.Tests;

/// <summary>Something to do.</summary>
public sealed record PackParcel
{
    public required int Number { get; init; }
}
