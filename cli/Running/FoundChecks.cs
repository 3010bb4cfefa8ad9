using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>Reads what the checks of an attempt found.</summary>
public static class FoundChecks
{
    private const int SampledRows = 5;

    /// <summary>The results of an attempt, those with a finding first, with some of their failing rows while the candidate is there.</summary>
    public static async Task<IReadOnlyList<FoundCheck>> ReadAsync(IChecks checks, RunProgress run, CancellationToken ct)
    {
        if (run.Verdict is null)
            return [];

        var found = new List<FoundCheck>();
        foreach (var result in await checks.ResultsAsync(run.RunId, run.Attempt, ct))
            found.Add(new FoundCheck(result, result.FailingRows > 0 ? await SampleAsync(checks, result, ct) : []));
        return [.. found.OrderBy(check => check.Passed).ThenBy(check => check.Result.CheckId, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<string>> SampleAsync(IChecks checks, CheckResult result, CancellationToken ct)
    {
        try
        {
            return (await checks.RunAsync(result.Query, SampledRows, ct)).Sample;
        }
        catch (Exception gone) when (gone is TerminalEtlException or TransientEtlException)
        {
            return []; // the candidate may be swept already; the counts are still told
        }
    }
}
