namespace EtlMesh.Warehouse;

/// <summary>The attempts of runs, in <c>etl.attempts</c>.</summary>
public interface IAttempts
{
    /// <summary>Gives the run its next attempt, or says why not. An attempt of the run that is active is returned again.</summary>
    Task<AttemptOpening> OpenAsync(AttemptRequest request, CancellationToken ct);

    /// <summary>Records how an attempt ended. The first end stays; an attempt that is unknown is left unknown.</summary>
    /// <param name="state">Completed, Blocked, Failed, Cancelled; Abandoned once the leavings of a dead process are discarded.</param>
    Task CloseAsync(Guid runId, int attempt, AttemptState state, CancellationToken ct);

    /// <summary>Attempts whose process died and whose leavings are not discarded yet: discard them, then close them as Abandoned.</summary>
    Task<IReadOnlyList<AttemptRow>> AbandonedAsync(CancellationToken ct);

    /// <summary>An attempt; null when there is none.</summary>
    Task<AttemptRow?> FindAsync(Guid runId, int attempt, CancellationToken ct);
}
