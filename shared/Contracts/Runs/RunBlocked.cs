namespace EtlMesh.Contracts;

/// <summary>The gate said no: nothing was published, the previous release stays.</summary>
public sealed record RunBlocked : RunMessage
{
    public required VerdictSummary Verdict { get; init; }
}
