namespace EtlMesh.Orchestrator.Scheduling;

/// <summary>A run that a schedule asks for.</summary>
/// <param name="At">The instant, in UTC.</param>
/// <param name="RunDate">Its business date.</param>
public readonly record struct DueNight(DateTimeOffset At, DateOnly RunDate);
