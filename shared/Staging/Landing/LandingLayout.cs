using System.Globalization;

namespace EtlMesh.Staging;

/// <summary>Where things lie in the object store. An object's name carries its execution's id, so a late worker's file replaces nobody's.</summary>
public static class LandingLayout
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>What the landing objects of an attempt start with.</summary>
    public static string AttemptPrefix(string pipeline, DateOnly runDate, int attempt) => $"landing/{Night(pipeline, runDate, attempt)}/";

    /// <summary>What the quarantined records of an attempt start with.</summary>
    public static string QuarantinePrefix(string pipeline, DateOnly runDate, int attempt) => $"quarantine/{Night(pipeline, runDate, attempt)}/";

    /// <summary>What the compiled project of an attempt starts with.</summary>
    public static string CandidatePrefix(string pipeline, DateOnly runDate, int attempt) => $"candidates/{Night(pipeline, runDate, attempt)}/";

    /// <param name="k">The slice, from 1.</param>
    public static string Slice(string pipeline, DateOnly runDate, int attempt, string source, string table, int k, string executionId) =>
        $"{AttemptPrefix(pipeline, runDate, attempt)}{source}.{table}/{SliceFile(k, executionId)}";

    public static string Manifest(string pipeline, DateOnly runDate, int attempt, string source, string table) =>
        $"{AttemptPrefix(pipeline, runDate, attempt)}{source}.{table}/manifest.json";

    /// <param name="k">The slice, from 1.</param>
    public static string Quarantine(string pipeline, DateOnly runDate, int attempt, string source, string table, int k, string executionId) =>
        $"{QuarantinePrefix(pipeline, runDate, attempt)}{source}.{table}/{SliceFile(k, executionId)}";

    public static string Compiled(string pipeline, DateOnly runDate, int attempt) => $"{CandidatePrefix(pipeline, runDate, attempt)}compiled.json";

    /// <param name="hash">SHA-256 of the bundle, lowercase hex.</param>
    public static string Bundle(string pipeline, string hash) => $"bundles/{pipeline}/{hash}/bundle.zip";

    /// <param name="file">Such as <c>report.html</c>.</param>
    public static string Report(string pipeline, DateOnly runDate, int attempt, string file) => $"reports/{Night(pipeline, runDate, attempt)}/{file}";

    private static string Night(string pipeline, DateOnly runDate, int attempt) =>
        $"{pipeline}/{runDate.ToString("yyyy-MM-dd", Invariant)}/{attempt.ToString(Invariant)}";

    private static string SliceFile(int k, string executionId) => $"slice-{k.ToString("D5", Invariant)}-{executionId}.parquet";
}
