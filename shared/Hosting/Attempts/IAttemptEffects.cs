using EtlMesh.Contracts;

namespace EtlMesh.Hosting;

/// <summary>What one service writes for an attempt, and how it is removed.</summary>
public interface IAttemptEffects
{
    /// <summary>The service's name in <see cref="AttemptDiscarded.Service"/>: extractor, loader, transformer or quality-gate.</summary>
    static abstract string Service { get; }

    /// <summary>Removes all that the attempt wrote through this service. Called again, it finds nothing and succeeds.</summary>
    Task DiscardAsync(DiscardAttempt command, CancellationToken ct);
}
