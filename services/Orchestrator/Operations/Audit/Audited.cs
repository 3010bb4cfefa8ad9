using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Who does what to what: becomes a row of the audit log, in the transaction of what was done.</summary>
/// <param name="Actor">As they said; <c>schedule</c> for the orchestrator itself.</param>
/// <param name="Action">Such as <c>runs.start</c>.</param>
/// <param name="Subject">A run's id, a pipeline's name, or the path that was called.</param>
internal sealed record Audited(string Actor, string Action, string Subject)
{
    private const int LongestDetail = 2000;

    /// <param name="now">When.</param>
    /// <param name="detail">What is worth knowing.</param>
    /// <param name="runId">The run that it is about.</param>
    /// <param name="attempt">Its attempt, when it has one: it names the trace.</param>
    public AuditRow Done(DateTimeOffset now, string? detail, Guid? runId = null, int attempt = 0) => Row(now, "done", detail, runId, attempt);

    /// <inheritdoc cref="Done"/>
    public AuditRow Refused(DateTimeOffset now, string reason, Guid? runId = null, int attempt = 0) => Row(now, "refused", reason, runId, attempt);

    private AuditRow Row(DateTimeOffset now, string outcome, string? detail, Guid? runId, int attempt) => new()
    {
        At = now,
        Actor = Actor,
        Action = Action,
        Subject = Subject,
        Outcome = outcome,
        Detail = detail is { Length: > LongestDetail } ? detail[..LongestDetail] : detail,
        TraceId = runId is { } id && attempt > 0 ? RunTrace.OfRun(id, attempt).TraceId.ToString() : null,
    };
}
