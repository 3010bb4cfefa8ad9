namespace EtlMesh.Warehouse;

/// <summary>Runs checks and keeps what they found.</summary>
public interface IChecks
{
    /// <summary>Counts the rows of a query and samples the first ones. Nothing is written.</summary>
    /// <param name="failingRowsSql">A SELECT of the failing rows.</param>
    /// <param name="sample">Rows to sample at most.</param>
    Task<CheckRun> RunAsync(string failingRowsSql, int sample, CancellationToken ct);

    /// <summary>Keeps the failing rows as a table outside the candidate; one that is there stays.</summary>
    /// <returns>The table's rows.</returns>
    Task<long> StoreFailuresAsync(FailureStore store, CancellationToken ct);

    /// <summary>Records the verdict and its results, in one transaction. A verdict recorded again for the same fingerprint replaces the first.</summary>
    /// <exception cref="Contracts.TerminalEtlException">The candidate is not sealed with that fingerprint.</exception>
    Task RecordVerdictAsync(VerdictSpec verdict, CancellationToken ct);

    /// <summary>The results of an attempt, by check.</summary>
    Task<IReadOnlyList<CheckResult>> ResultsAsync(Guid runId, int attempt, CancellationToken ct);

    /// <summary>Drops the attempt's kept failing rows, and its results. Refused when the attempt is published.</summary>
    Task DiscardAsync(Guid runId, int attempt, CancellationToken ct);
}
