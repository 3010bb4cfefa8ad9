using EtlMesh.Contracts;
using EtlMesh.SqlProject;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.QualityGate;

/// <summary>Runs a candidate's compiled checks and reaches the verdict.</summary>
public sealed class CandidateChecker(IObjectStore store, IWarehouses warehouses)
{
    /// <summary>How many checks run at a time.</summary>
    private static readonly int Parallelism = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <returns>The verdict; its results are recorded before.</returns>
    /// <exception cref="TerminalEtlException">A check's SQL is wrong: there is no verdict on what was not checked.</exception>
    public async Task<VerdictSummary> CheckAsync(CheckCandidate command, CancellationToken ct)
    {
        var checks = await ReadChecksAsync(command.Candidate, ct);
        var warehouse = await warehouses.OfAsync(command, ct);
        var results = new CheckResult[checks.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, checks.Count), new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = ct },
            async (i, token) => results[i] = await CheckRunner.RunAsync(warehouse, command, checks[i], token));

        var summary = new VerdictSummary
        {
            Passed = results.All(result => result.Status != CheckRunner.Failed),
            Fingerprint = command.Candidate.Fingerprint,
            ChecksPassed = results.Count(result => result.Status == CheckRunner.Passed),
            ChecksWarned = results.Count(result => result.Status == CheckRunner.Warned),
            ChecksFailed = results.Count(result => result.Status == CheckRunner.Failed),
            Failures = [.. results.Where(result => result.Status == CheckRunner.Failed).Select(result => $"{result.CheckId}: expected {result.Expected}; found {result.Actual}")],
        };
        await warehouse.Checks.RecordVerdictAsync(new VerdictSpec
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Candidate = command.Candidate.Uid,
            Summary = summary,
            Results = results,
        }, ct);
        foreach (var result in results)
            CheckMetrics.Record(command, result);
        return summary;
    }

    private async Task<IReadOnlyList<CompiledCheck>> ReadChecksAsync(CandidateRef candidate, CancellationToken ct)
    {
        await using var read = await store.FetchAsync(candidate.Compiled, null, ct);
        await using var file = File.OpenRead(read.LocalPath);
        return CompiledProject.Load(file).Checks;
    }
}
