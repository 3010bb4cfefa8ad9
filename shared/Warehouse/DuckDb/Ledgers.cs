using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Reads the releases and the head of a pipeline.</summary>
internal static class Ledgers
{
    public static bool IsPublished(DuckDbConnection connection, Guid runId, int attempt, CancellationToken ct) =>
        connection.Scalar<long>("select count(*) from etl.releases where run_id = ? and attempt = ? and kind <> 'revert'", ct, runId.ToString("D"), attempt) > 0;

    public static Ledger Read(DuckDbConnection connection, string pipeline, CancellationToken ct)
    {
        string? head = null, heldBy = null, reason = null;
        using (var heads = connection.Query("select release, held_by, held_reason from etl.heads where pipeline = ?", ct, pipeline))
        {
            if (heads.Rows().SingleOrDefault() is { } row)
                (head, heldBy, reason) = ((string?)row[0], (string?)row[1], (string?)row[2]);
        }

        var releases = ReleaseRows.Read(connection, pipeline, ct);
        return Ledger.Of(releases, head, heldBy, reason);
    }
}
