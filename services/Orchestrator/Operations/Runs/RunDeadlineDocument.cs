namespace EtlMesh.Orchestrator.Operations;

/// <summary>Something that will happen to a run by itself unless it is taken back before.</summary>
/// <param name="What">stage_deadline, stage_retry_due, probe_due or suspension_expired; of a table: <c>what source.table</c>.</param>
/// <param name="DueAt">When.</param>
public sealed record RunDeadlineDocument(string What, DateTimeOffset DueAt);
