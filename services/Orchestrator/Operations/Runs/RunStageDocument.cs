namespace EtlMesh.Orchestrator.Operations;

/// <summary>How far a run is with a stage.</summary>
/// <param name="Stage">One of <see cref="Contracts.StageNames"/>.</param>
/// <param name="State">running, done, failed or skipped.</param>
/// <param name="StartedAt">Its first begin.</param>
/// <param name="Seconds">To its last end; null while it is running.</param>
/// <param name="Detail">What there is to say of it.</param>
public sealed record RunStageDocument(string Stage, string State, DateTimeOffset StartedAt, double? Seconds, string? Detail);
