namespace EtlMesh.Cli;

/// <summary>Verdicts of checks, and what they say together.</summary>
internal static class Verdicts
{
    private static readonly string[] Worse = ["passed", "warned", "failed"];

    /// <returns>The worst; null when none was reached.</returns>
    public static string? Worst(IEnumerable<string?> verdicts) => verdicts.OfType<string>().MaxBy(verdict => Array.IndexOf(Worse, verdict));

    /// <returns><c>3 checks passed</c>, <c>1 of 3 checks failed</c>, <c>3 checks, not run</c>; empty without checks.</returns>
    public static string Told(IReadOnlyList<LineageNode> checks)
    {
        if (checks.Count == 0)
            return "";
        var (all, word) = (checks.Count, checks.Count == 1 ? "check" : "checks");
        if (Worst(checks.Select(check => check.Verdict)) is not { } worst)
            return $"{all} {word}, not run";
        var such = checks.Count(check => check.Verdict == worst);
        return such == all ? $"{all} {word} {worst}" : $"{such} of {all} {word} {worst}";
    }
}
