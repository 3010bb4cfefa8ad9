namespace EtlMesh.Contracts;

/// <summary>The run needs no attempt, or may have none now.</summary>
public sealed record AttemptDeclined : RunMessage
{
    /// <summary>As <see cref="OpenAttempt.Request"/> gave it.</summary>
    public required int Request { get; init; }

    public required DeclineReason Reason { get; init; }

    /// <summary>The release that already answers for the run date, when that is the reason.</summary>
    public string? Release { get; init; }

    public required string Detail { get; init; }
}
