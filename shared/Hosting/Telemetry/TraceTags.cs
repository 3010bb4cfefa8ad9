namespace EtlMesh.Hosting;

/// <summary>Names of what spans and metrics are told apart by.</summary>
public static class TraceTags
{
    public const string Pipeline = "etlmesh.pipeline";
    public const string RunId = "etlmesh.run_id";
    public const string RunDate = "etlmesh.run_date";
    public const string Attempt = "etlmesh.attempt";
    public const string Stage = "etlmesh.stage";

    /// <summary>A source table: <c>source.table</c>.</summary>
    public const string Table = "etlmesh.table";

    /// <summary>How a run or stage ended, or what became of rows.</summary>
    public const string Outcome = "etlmesh.outcome";
}
