using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>An attempt and what it builds on; or a decline, with attempt 0.</summary>
public sealed record AttemptOpening
{
    /// <summary>1, 2, … of the run.</summary>
    public int Attempt { get; init; }

    /// <summary>The head now; null before the first release.</summary>
    public string? Parent { get; init; }

    /// <summary>What the head's snapshot knows, a table each; a table that is not there has no past.</summary>
    public IReadOnlyList<TableBase> Tables { get; init; } = [];

    /// <summary>Why there is no attempt; null when there is one.</summary>
    public DeclineReason? Declined { get; init; }

    /// <summary>The release that answers for the run, when it is published already.</summary>
    public string? Release { get; init; }

    /// <summary>The decline in a sentence.</summary>
    public string? Detail { get; init; }
}
