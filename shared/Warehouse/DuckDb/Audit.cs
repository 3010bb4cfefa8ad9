using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Lines of <c>etl.audit_log</c>, written in the transaction of what they tell.</summary>
internal static class Audit
{
    public const string Service = "etlmesh";

    public static void Write(DuckDbConnection connection, DateTime at, Guid? runId, int? attempt, string stage, string action, string detail, long? rows = null, long? bytes = null, string actor = Service) =>
        connection.Execute("insert into etl.audit_log values (?, ?, ?, ?, ?, ?, ?, ?, ?)", default,
            at, runId?.ToString("D"), attempt, stage, actor, action, rows, bytes, detail);
}
