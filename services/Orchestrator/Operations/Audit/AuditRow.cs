namespace EtlMesh.Orchestrator.Operations;

/// <summary>Something that somebody did, or tried to do, to the mesh; see <see cref="AuditDocument"/>.</summary>
public sealed class AuditRow
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Action { get; init; }

    public required string Subject { get; init; }

    /// <summary>done or refused.</summary>
    public required string Outcome { get; init; }

    public string? Detail { get; init; }

    public string? TraceId { get; init; }

    internal AuditDocument ToDocument() => new(Id, At, Actor, Action, Subject, Outcome, Detail, TraceId);
}
