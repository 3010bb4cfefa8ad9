namespace EtlMesh.Warehouse;

/// <summary>Candidates: the models of a run, seen by nobody until they are published.</summary>
public interface ICandidates
{
    /// <summary>Creates the candidate's schema, its <c>source()</c> views and its snapshot (the parent's, with the run's segments; compacted where there are too many).</summary>
    Task<Snapshot> BeginAsync(CandidateSpec spec, CancellationToken ct);

    /// <summary>Builds a model, a checkpoint of its own. May run for several models at once.</summary>
    /// <exception cref="Contracts.TerminalEtlException">The SQL is wrong, or the candidate is sealed.</exception>
    Task<ModelBuild> BuildAsync(CandidateSpec spec, ModelSpec model, CancellationToken ct);

    /// <summary>Loads a seed's CSV file as a table; otherwise as <see cref="BuildAsync"/>.</summary>
    Task<ModelBuild> LoadSeedAsync(CandidateSpec spec, SeedSpec seed, CancellationToken ct);

    /// <summary>Takes a model that is not built this time from the parent: the same immutable objects, under the candidate's name.</summary>
    /// <exception cref="Contracts.TerminalEtlException">The parent has no such model.</exception>
    Task<ModelBuild> CarryAsync(CandidateSpec spec, string model, CancellationToken ct);

    /// <summary>Ends the building. Nothing is written to the candidate afterwards.</summary>
    /// <returns>The fingerprint: SHA-256, lowercase hex.</returns>
    Task<string> SealAsync(CandidateSpec spec, CancellationToken ct);

    /// <summary>Drops the attempt's candidates and their checkpoints. Refused when the attempt is published.</summary>
    Task DiscardAsync(Guid runId, int attempt, CancellationToken ct);
}
