namespace EtlMesh.Orchestrator.Operations;

/// <summary>A dead letter in a list.</summary>
/// <param name="Id">What it is asked for and replayed by.</param>
/// <param name="State">open, replayed, discarded or closed.</param>
/// <param name="Kind">error, skipped or dead.</param>
/// <param name="Queue">The queue it was taken out of.</param>
/// <param name="MessageType">As the bus names it; null when it could not be read.</param>
/// <param name="RunId">Null for messages that belong to no run.</param>
/// <param name="Attempt">0 before the attempt was opened.</param>
/// <param name="RunDate">The business date.</param>
/// <param name="Subject">The table, <c>source.table</c>, and the slice of it.</param>
/// <param name="Seen">How often it came.</param>
/// <param name="FirstAt">When it came first.</param>
/// <param name="LastAt">When it came last.</param>
public sealed record LetterSummaryDocument(
    string Id, string State, string Kind, string Queue, string? MessageType, Guid? RunId, int? Attempt, DateOnly? RunDate, string? Subject, int Seen,
    DateTimeOffset FirstAt, DateTimeOffset LastAt);
