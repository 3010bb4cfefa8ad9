namespace EtlMesh.Warehouse;

/// <summary>Lines of <c>etl.audit_log</c>, written in the transaction of what they tell.</summary>
internal static class Audit
{
    public const string Service = "etlmesh";

    public static Task WriteAsync(Session session, DateTime at, Guid? runId, int? attempt, string stage, string action, string detail, CancellationToken ct, long? rows = null, long? bytes = null, string actor = Service) =>
        session.ExecuteAsync("insert into etl.audit_log values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", ct,
            at, runId?.ToString("D"), attempt, stage, actor, action, rows, bytes, detail);
}
