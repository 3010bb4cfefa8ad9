using Microsoft.Extensions.Logging;

namespace EtlMesh.Transformer;

/// <summary>Log events 4000 to 4099: ids and counts, never rows or secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "Attempt {Opened} is open on release {Parent}")]
    public static partial void AttemptOpened(this ILogger logger, int opened, string parent);

    [LoggerMessage(4001, LogLevel.Information, "No attempt: {Reason}")]
    public static partial void AttemptDeclined(this ILogger logger, string reason);

    [LoggerMessage(4002, LogLevel.Information, "Model {Model} is built, {K} of {N}, in {Seconds:0.00} s")]
    public static partial void ModelBuilt(this ILogger logger, string model, int k, int n, double seconds);

    [LoggerMessage(4003, LogLevel.Information, "Candidate {Candidate} is sealed as {Fingerprint}")]
    public static partial void CandidateSealed(this ILogger logger, string candidate, string fingerprint);

    [LoggerMessage(4004, LogLevel.Information, "Release {Release} is the head")]
    public static partial void ReleasePublished(this ILogger logger, string release);

    [LoggerMessage(4005, LogLevel.Warning, "Release {Release} was not published: {Head} became the head meanwhile")]
    public static partial void BaseStale(this ILogger logger, string release, string head);

    [LoggerMessage(4006, LogLevel.Information, "The attempt is closed: {State}")]
    public static partial void AttemptClosed(this ILogger logger, string state);

    [LoggerMessage(4007, LogLevel.Warning, "What {SweptPipeline} no longer needs could not be swept; the end of the next attempt sweeps again")]
    public static partial void NotSwept(this ILogger logger, Exception failure, string sweptPipeline);
}
