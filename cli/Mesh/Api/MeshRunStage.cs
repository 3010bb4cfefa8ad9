namespace EtlMesh.Cli;

/// <summary>A stage that a run has begun.</summary>
/// <param name="Stage">One of <see cref="Contracts.StageNames"/>.</param>
/// <param name="State">running, done, failed or skipped.</param>
/// <param name="StartedAt">When it was first begun.</param>
/// <param name="Seconds">To its end; null while it runs.</param>
/// <param name="Detail">Evidence, or why it failed.</param>
public sealed record MeshRunStage(string Stage, string State, DateTimeOffset? StartedAt, double? Seconds, string? Detail);
