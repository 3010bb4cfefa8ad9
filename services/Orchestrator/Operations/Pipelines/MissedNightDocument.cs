namespace EtlMesh.Orchestrator.Operations;

/// <summary>A night that nobody started.</summary>
/// <param name="DueAt">When it should have begun.</param>
/// <param name="RunDate">Its business date: start a run of it to make up for it.</param>
/// <param name="Key">The run's key; <c>nightly</c> unless the schedule is due more often than daily.</param>
public sealed record MissedNightDocument(DateTimeOffset DueAt, DateOnly RunDate, string Key);
