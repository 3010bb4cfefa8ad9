using System.Globalization;

namespace EtlMesh.Staging;

/// <summary>Where things lie in the object store. An object's name carries its execution's id, so a late worker's file replaces nobody's.</summary>
public static class LandingLayout
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>What the landing objects of an attempt start with.</summary>
    public static string AttemptPrefix(AttemptPlace place) => $"landing/{place}/";

    /// <summary>What the quarantined records of an attempt start with.</summary>
    public static string QuarantinePrefix(AttemptPlace place) => $"quarantine/{place}/";

    /// <summary>What the compiled project of an attempt starts with.</summary>
    public static string CandidatePrefix(AttemptPlace place) => $"candidates/{place}/";

    /// <param name="k">The slice, from 1.</param>
    public static string Slice(AttemptPlace place, string source, string table, int k, string executionId) =>
        $"{AttemptPrefix(place)}{source}.{table}/{SliceFile(k, executionId)}";

    public static string Manifest(AttemptPlace place, string source, string table) =>
        $"{AttemptPrefix(place)}{source}.{table}/manifest.json";

    /// <param name="k">The slice, from 1.</param>
    public static string Quarantine(AttemptPlace place, string source, string table, int k, string executionId) =>
        $"{QuarantinePrefix(place)}{source}.{table}/{SliceFile(k, executionId)}";

    public static string Compiled(AttemptPlace place) => $"{CandidatePrefix(place)}compiled.json";

    /// <param name="hash">SHA-256 of the bundle, lowercase hex.</param>
    public static string Bundle(string pipeline, string hash) => $"bundles/{pipeline}/{hash}/bundle.zip";

    /// <param name="file">Such as <c>report.html</c>.</param>
    public static string Report(AttemptPlace place, string file) => $"reports/{place}/{file}";

    private static string SliceFile(int k, string executionId) => $"slice-{k.ToString("D5", Invariant)}-{executionId}.parquet";
}
