namespace EtlMesh.Contracts;

/// <summary>Every source of the run is ready; the evidence is kept.</summary>
public sealed record SourceReady : RunMessage
{
    /// <summary>One line per table: what was seen.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }
}
