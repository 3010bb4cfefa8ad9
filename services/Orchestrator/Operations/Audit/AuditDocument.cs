namespace EtlMesh.Orchestrator.Operations;

/// <summary>Something that somebody did, or tried to do, to the mesh.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who, as far as they said; <c>schedule</c> for the orchestrator itself.</param>
/// <param name="Action">What, such as <c>runs.start</c>.</param>
/// <param name="Subject">To what, such as a run's id or a pipeline's name.</param>
/// <param name="Outcome">done or refused.</param>
/// <param name="Detail">Why it was refused, or what is worth knowing.</param>
/// <param name="TraceId">The trace of the run that it is about; null without one.</param>
public sealed record AuditDocument(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string Outcome, string? Detail, string? TraceId);
