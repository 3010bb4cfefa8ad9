using Microsoft.Extensions.Logging;

namespace EtlMesh.QualityGate;

/// <summary>Log events 5000 to 5099: ids and counts, never rows or secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "The gate lets candidate {Candidate} pass: {Passed} passed, {Warned} warned")]
    public static partial void VerdictPassed(this ILogger logger, string candidate, int passed, int warned);

    [LoggerMessage(5001, LogLevel.Warning, "The gate blocks candidate {Candidate}: {Failed} checks failed, {Passed} passed, {Warned} warned")]
    public static partial void VerdictBlocked(this ILogger logger, string candidate, int failed, int passed, int warned);
}
